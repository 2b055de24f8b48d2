// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What one key does, or each of several.
Item {
    id: root

    required property string name
    required property list<string> shownKeys
    required property list<int> nameMarks ///< what was searched for

    Accessible.name: Phrases.listed([root.name, Phrases.listed(Array.from(root.shownKeys))])
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(words.implicitHeight, caps.implicitHeight)
    implicitWidth: Theme.sidebarWidth

    // Plain anchors: a layout around words that wrap does not settle on a height when it becomes wider.
    HighlightedParagraph {
        id: words

        Accessible.ignored: true
        anchors.left: parent.left
        anchors.right: caps.left
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        font.pixelSize: Theme.body
        marks: root.nameMarks
        text: root.name
    }

    Row {
        id: caps

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        Repeater {
            model: root.shownKeys

            KeyHint {
                required property string modelData

                keys: modelData
            }
        }
    }
}
