// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// What each key does, from the table of commands.
Sheet {
    id: root

    required property CommandTable commands

    entry: field
    //: Heading of the sheet that lists the keys
    heading: qsTr("Keyboard shortcuts")
    objectName: "keySheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth

    above: [
        SearchField {
            id: field

            Layout.fillWidth: true
            //: Name of the field that searches the list of keys
            label: qsTr("Search shortcuts")
            objectName: "keySearch"
            //: In the empty field that searches the list of keys
            placeholderText: qsTr("What should a key do?")

            onLeaveRequested: root.close()
        }
    ]
    buttons: [
        Button {
            objectName: "closeKeys"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.close()
        }
    ]

    onCloseRequested: root.close()
    onOpened: {
        field.clear();
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space32
        columns: width > Theme.listWidth * Theme.textScale ? 2 : 1
        rowSpacing: Theme.space16

        KeyColumn {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            commands: root.commands
            groups: Array.from(root.commands.groups).filter((group, index) => index % 2 === 0)
            text: field.text
        }

        KeyColumn {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            commands: root.commands
            groups: Array.from(root.commands.groups).filter((group, index) => index % 2 === 1)
            text: field.text
        }
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of the list of keys
        text: qsTr("No key does that. The command palette finds everything by name.")
        visible: all.count === 0
        wrapMode: Text.Wrap

        CommandKeysModel {
            id: all

            table: root.commands
            text: field.text
        }
    }
}
