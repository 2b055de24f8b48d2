// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A sentence and what can be done about it: beside each other, or below each other where that is too narrow. Plain
/// anchors: a layout that changes its columns keeps sizes from before.
Item {
    id: root

    required property string words
    property real wordsMinimum: 2 * Theme.tileLarge ///< less room than this, and the buttons stand below
    property real topPadding: 0
    default property alias buttons: flow.data
    readonly property bool tight: root.width < flow.inOneLine + Theme.space8 + root.wordsMinimum

    implicitHeight: root.topPadding + (root.tight ? sentence.height + Theme.space8 + flow.height : Math.max(sentence.height, flow.height))

    ThemedText {
        id: sentence

        anchors.left: parent.left
        color: Theme.colours.textSecondary
        text: root.words
        width: root.tight ? root.width : root.width - flow.width - Theme.space8
        wrapMode: Text.Wrap
        y: root.topPadding + (root.tight ? 0 : (root.height - root.topPadding - height) / 2)
    }

    ButtonFlow {
        id: flow

        anchors.left: root.tight ? parent.left : undefined
        anchors.right: root.tight ? undefined : parent.right
        available: root.width
        width: Math.min(inOneLine, available)
        y: root.topPadding + (root.tight ? sentence.height + Theme.space8 : (root.height - root.topPadding - height) / 2)
    }
}
