// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// What one key does.
Item {
    id: root

    required property string name
    required property string keys
    required property list<int> nameMarks ///< what was searched for

    Accessible.name: Phrases.listed([root.name, root.keys])
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(words.implicitHeight, cap.implicitHeight)
    implicitWidth: Theme.sidebarWidth

    // Plain anchors: a layout around words that wrap does not settle on a height when it becomes wider.
    HighlightedParagraph {
        id: words

        Accessible.ignored: true
        anchors.left: parent.left
        anchors.right: cap.left
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        font.pixelSize: Theme.body
        marks: root.nameMarks
        text: root.name
    }

    KeyHint {
        id: cap

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        keys: root.keys
    }
}
