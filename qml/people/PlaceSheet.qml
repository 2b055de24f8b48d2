// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Where to put something: the collections it can go to.
Sheet {
    id: root

    required property PlaceViewModel place

    heading: root.place.heading
    objectName: "placeSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge
    visible: root.place.asking

    buttons: [
        Button {
            objectName: "cancelPlace"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.place.cancel()
        }
    ]

    onCloseRequested: root.place.cancel()
    onOpened: filter.forceActiveFocus(Qt.TabFocusReason)

    SearchField {
        id: filter

        Layout.fillWidth: true
        focus: true
        //: Label of the field that narrows a list of folders
        label: qsTr("Find a folder")
        objectName: "placeFilter"
        placeholderText: qsTr("Find a folder")
        text: root.place.filter

        onAccepted: if (places.count > 0)
            root.place.choose(root.place.places.keyAt(Math.max(0, places.currentIndex)))
        onLeaveRequested: root.place.cancel()
        onMoved: delta => places.currentIndex = Math.max(0, Math.min(places.count - 1, places.currentIndex + delta))
        onTextChanged: root.place.filter = text
    }

    ListView {
        id: places

        //: Accessible name of the list of folders something can be put in
        Accessible.name: qsTr("Folders")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        highlightMoveDuration: 0
        implicitHeight: Math.min(Math.max(contentHeight, Theme.controlLarge), Theme.tileLarge * 7)
        keyNavigationEnabled: true
        model: root.place.places
        objectName: "places"

        T.ScrollBar.vertical: ScrollBar {
        }
        delegate: PlaceRow {
            current: ListView.isCurrentItem
            width: ListView.view.width

            onChosen: key => root.place.choose(key)
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
