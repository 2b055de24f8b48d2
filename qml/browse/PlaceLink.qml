// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One folder of the path of a secret, which leads to its list.
Item {
    id: root

    required property string key
    required property string label
    required property int index
    required property real widest

    signal activated

    Accessible.focusable: true
    Accessible.name: root.label
    Accessible.onPressAction: root.activated()
    Accessible.role: Accessible.Link
    Keys.onEnterPressed: root.activated()
    Keys.onReturnPressed: root.activated()
    Keys.onSpacePressed: root.activated()
    implicitHeight: words.height
    implicitWidth: before.width + words.width

    ThemedText {
        id: before

        Accessible.ignored: true
        anchors.left: parent.left
        color: Theme.colours.textTertiary
        rightPadding: root.index > 0 ? Theme.space4 : 0
        text: root.index > 0 ? "/" : "" // as in every path
    }

    ThemedText {
        id: words

        Accessible.ignored: true
        anchors.left: before.right
        color: hover.hovered || root.activeFocus ? Theme.colours.text : Theme.colours.textSecondary
        font.underline: hover.hovered
        text: root.label
        width: Math.min(Math.ceil(measure.advanceWidth) + 1, root.widest - before.width)
    }

    TextMetrics {
        id: measure

        font: words.font
        text: root.label
    }

    FocusRing {
        anchors.fill: words
        gap: Theme.focusWidth
        visible: root.activeFocus
    }

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        onTapped: root.activated()
    }
}
