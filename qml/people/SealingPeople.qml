// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Who can read sealed values besides the user, and how somebody is added.
ColumnLayout {
    id: root

    required property SealingViewModel sealing

    spacing: Theme.space12

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        font.weight: Font.DemiBold
        //: Heading above the people whom values are encrypted for, besides the user
        text: qsTr("Who else can read them")
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of a list of people
        text: qsTr("Nobody but you.")
        visible: root.sealing.people.count === 0
    }

    LayoutRepeater {
        model: root.sealing.people

        ReaderRow {
            Layout.fillWidth: true
            listed: true

            onAcceptRequested: root.sealing.confirm(index)
            onConfirmRequested: root.sealing.confirm(index)
            onRemoveRequested: root.sealing.remove(index)
        }
    }

    SearchField {
        Keys.onDownPressed: if (results.count > 0)
            results.forceActiveFocus(Qt.TabFocusReason)
        Layout.fillWidth: true
        //: In the field that looks people up in the user's GnuPG keyring
        label: qsTr("Add somebody from your GnuPG keyring")
        objectName: "sealingSearch"
        placeholderText: label
        text: root.sealing.searchText

        onAccepted: if (results.count > 0)
            root.sealing.addFound(0)
        onTextEdited: root.sealing.searchText = text
    }

    Card {
        Layout.fillWidth: true
        implicitHeight: results.height + Theme.space8
        visible: results.count > 0

        ListView {
            id: results

            //: Accessible name of the list of people that a search found
            Accessible.name: qsTr("Found")
            Accessible.role: Accessible.List
            activeFocusOnTab: true
            anchors.left: parent.left
            anchors.margins: Theme.space4
            anchors.right: parent.right
            anchors.top: parent.top
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            height: Math.min(contentHeight, Theme.tileLarge * 4)
            highlightMoveDuration: 0
            keyNavigationEnabled: true
            model: root.sealing.found
            objectName: "sealingResults"

            delegate: SealingFoundRow {
                width: ListView.view.width

                onClicked: root.sealing.addFound(index)
            }
        }
    }

    FileField {
        Layout.fillWidth: true
        //: Kind of files in a file dialog
        filter: qsTr("Public keys (*.asc *.gpg *.key)")
        //: Label of a field for the path of a file
        label: qsTr("Or add somebody by a file with their public key")
        name: "sealingFile"
        path: ""

        onChosen: path => root.sealing.addFromFile(path)
        onConfirmed: root.sealing.addFromFile(text)
    }
}
