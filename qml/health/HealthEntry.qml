// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One secret that something was found about.
RowLayout {
    id: root

    required property string label
    required property string detail
    required property string type

    spacing: Theme.space12

    TypeTile {
        size: Theme.tileSmall
        type: root.type
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideNone
            text: root.label
            wrapMode: Text.Wrap
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            elide: Text.ElideNone
            text: root.detail
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }

    Icon {
        color: Theme.colours.textTertiary
        symbol: "arrow-right"
    }
}
