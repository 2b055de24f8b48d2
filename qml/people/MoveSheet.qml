// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Where to move a secret or a folder.
Sheet {
    id: root

    required property MoveViewModel move

    heading: root.move.heading
    objectName: "moveSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge
    visible: root.move.asking

    buttons: [
        Button {
            objectName: "cancelMove"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.move.cancel()
        }
    ]

    onCloseRequested: root.move.cancel()
    onOpened: filter.forceActiveFocus(Qt.TabFocusReason)

    SearchField {
        id: filter

        Layout.fillWidth: true
        focus: true
        //: Label of the field that narrows a list of folders
        label: qsTr("Find a folder")
        objectName: "moveFilter"
        placeholderText: qsTr("Find a folder")
        text: root.move.filter

        onAccepted: if (places.count > 0)
            root.move.choose(root.move.places.keyAt(Math.max(0, places.currentIndex)))
        onLeaveRequested: root.move.cancel()
        onMoved: delta => places.currentIndex = Math.max(0, Math.min(places.count - 1, places.currentIndex + delta))
        onTextChanged: root.move.filter = text
    }

    ListView {
        id: places

        //: Accessible name of the list of folders something can be moved to
        Accessible.name: qsTr("Folders")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        implicitHeight: Math.min(Math.max(contentHeight, Theme.controlLarge), Theme.tileLarge * 7)
        keyNavigationEnabled: true
        model: root.move.places
        objectName: "movePlaces"

        T.ScrollBar.vertical: ScrollBar {
        }
        delegate: PlaceRow {
            current: ListView.isCurrentItem
            width: ListView.view.width

            onChosen: key => root.move.choose(key)
        }
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of a list of folders
        text: qsTr("No folder fits.")
        visible: places.count === 0
    }
}
