// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One line of a report: what could not be done and why, or what deserves a second look.
RowLayout {
    id: root

    required property string label
    required property string hint
    required property string symbol
    property color ink: Theme.colours.danger

    Accessible.name: Phrases.sentences([root.label, root.hint])
    Accessible.role: Accessible.ListItem
    spacing: Theme.space8

    Icon {
        Layout.alignment: Qt.AlignTop
        color: root.ink
        symbol: root.symbol
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
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }
}
