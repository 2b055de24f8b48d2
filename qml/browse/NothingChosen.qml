// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// The detail pane before a secret is chosen: what would be here, and the keys worth knowing.
ColumnLayout {
    id: root

    spacing: Theme.space24

    EmptyState {
        Layout.fillWidth: true
        //: In place of a secret's details
        hint: qsTr("Its fields appear here, masked until you ask for them.")
        symbol: "vault"
        //: In place of a secret's details
        title: qsTr("Choose a secret")
    }

    GridLayout {
        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: root.width
        columnSpacing: Theme.space12
        columns: 2
        rowSpacing: Theme.space8

        KeyHint {
            Layout.alignment: Qt.AlignRight
            //: Key that jumps to the search field
            keys: qsTr("Ctrl+F")
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: What a key does
            text: qsTr("Search")
            wrapMode: Text.Wrap
        }

        KeyHint {
            Layout.alignment: Qt.AlignRight
            //: Key that copies the main value
            keys: qsTr("Ctrl+C")
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: What a key does
            text: qsTr("Copy the password, key or token")
            wrapMode: Text.Wrap
        }

        KeyHint {
            Layout.alignment: Qt.AlignRight
            //: Key that copies the user name
            keys: qsTr("Ctrl+B")
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: What a key does
            text: qsTr("Copy the user name")
            wrapMode: Text.Wrap
        }
    }
}
