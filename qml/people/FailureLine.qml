// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One thing that could not be done, and why.
RowLayout {
    id: root

    required property string label
    required property string hint

    Accessible.name: root.label + ". " + root.hint
    Accessible.role: Accessible.ListItem
    spacing: Theme.space8

    Icon {
        Layout.alignment: Qt.AlignTop
        color: Theme.colours.danger
        symbol: "error"
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            font.weight: Font.Medium
            text: root.label
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.hint
            wrapMode: Text.Wrap
        }
    }
}
