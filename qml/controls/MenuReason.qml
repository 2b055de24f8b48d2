// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// At the top of a menu: why several of its actions cannot be chosen. They are told, and do not say it again.
Item {
    id: root

    required property string text

    height: root.text === "" ? 0 : implicitHeight
    implicitHeight: words.height + Theme.space12
    visible: root.text !== ""

    Icon {
        id: icon

        anchors.left: parent.left
        anchors.leftMargin: Theme.space8
        color: Theme.colours.textTertiary
        symbol: "info"
        y: Theme.space4 + Theme.focusWidth
    }

    ThemedText {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: Theme.space8
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        color: Theme.colours.textSecondary
        text: root.text
        wrapMode: Text.Wrap
        y: Theme.space4
    }
}
