// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One kind of finding: what it is, how bad, how many.
RowLayout {
    id: root

    required property string label
    required property string detail
    required property string symbol
    required property string severityText
    required property int amount
    required property bool expanded
    required property color ink

    spacing: Theme.space12

    Icon {
        color: root.ink
        size: Theme.iconMedium
        symbol: root.symbol
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideNone
            font.weight: Font.DemiBold
            text: root.label
            wrapMode: Text.Wrap
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideNone
            font.pixelSize: Theme.caption
            text: root.detail
            wrapMode: Text.Wrap
        }
    }

    ThemedText {
        Accessible.ignored: true
        color: root.ink
        font.pixelSize: Theme.caption
        font.weight: Font.Medium
        text: root.severityText
    }

    ThemedText {
        Accessible.ignored: true
        Layout.minimumWidth: Theme.space24
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignRight
        text: root.amount.toLocaleString(Qt.locale(), "f", 0)
    }

    Icon {
        color: Theme.colours.textTertiary
        symbol: root.expanded ? "chevron-down" : "chevron-right"
    }
}
