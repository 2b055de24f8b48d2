// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What one key does.
RowLayout {
    id: root

    required property string name
    required property string keys
    required property int matchStart
    required property int matchLength

    Accessible.name: root.name + ", " + root.keys
    Accessible.role: Accessible.ListItem
    spacing: Theme.space8

    HighlightedParagraph {
        Accessible.ignored: true
        Layout.fillWidth: true
        font.pixelSize: Theme.body
        matchLength: root.matchLength
        matchStart: root.matchStart
        text: root.name
    }

    KeyHint {
        keys: root.keys
    }
}
