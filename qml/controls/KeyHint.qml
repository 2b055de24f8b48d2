// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The name of a key, drawn as its cap.
Rectangle {
    id: root

    required property string keys

    border.color: Theme.colours.hairline
    border.width: Theme.hairline
    color: Theme.colours.window
    implicitHeight: words.implicitHeight + Theme.space4
    implicitWidth: Math.max(root.implicitHeight, words.implicitWidth + Theme.space8)
    radius: Theme.space4

    ThemedText {
        id: words

        Accessible.ignored: true
        anchors.centerIn: parent
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.keys
    }
}
