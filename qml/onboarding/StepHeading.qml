// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What a screen asks, and why.
Column {
    id: root

    required property string title
    property string explanation

    Layout.fillWidth: true
    spacing: Theme.space8

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        text: root.title
        width: root.width
        wrapMode: Text.Wrap
    }

    ThemedText {
        color: Theme.colours.textSecondary
        text: root.explanation
        visible: text !== ""
        width: root.width
        wrapMode: Text.Wrap
    }
}
