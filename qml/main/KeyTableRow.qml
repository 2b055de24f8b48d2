// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What one key does.
RowLayout {
    id: root

    required property string words
    required property string keys

    spacing: Theme.space8

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        text: root.words
        wrapMode: Text.Wrap
    }

    KeyHint {
        Accessible.name: root.keys
        Accessible.role: Accessible.StaticText
        keys: root.keys
    }
}
