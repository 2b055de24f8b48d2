// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// Somebody else who can open an exported file.
RowLayout {
    id: root

    required property string key
    required property string label
    required property string hint

    signal removeRequested

    Accessible.description: root.hint
    Accessible.name: root.label
    Accessible.role: Accessible.ListItem
    spacing: Theme.space8

    Icon {
        color: Theme.colours.textSecondary
        symbol: "user"
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            text: root.label
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            text: root.hint
            wrapMode: Text.Wrap
        }
    }

    IconButton {
        symbol: "close"
        //: Name of the button that takes somebody out of the list of who can open a file. %1 is a person
        text: qsTr("Leave out %1").arg(root.label)

        onClicked: root.removeRequested()
    }
}
