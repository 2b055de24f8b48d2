// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One sentence of what a change comes to.
RowLayout {
    id: root

    required property string modelData
    property string symbol: "arrow-right"

    spacing: Theme.space8

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Theme.focusWidth
        color: Theme.colours.accent
        symbol: root.symbol
    }

    ThemedText {
        Layout.alignment: Qt.AlignTop
        Layout.fillWidth: true
        elide: Text.ElideNone
        text: root.modelData
        wrapMode: Text.Wrap
    }
}
