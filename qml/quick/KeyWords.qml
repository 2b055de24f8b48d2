// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A key and what it does.
RowLayout {
    id: root

    required property string keys
    required property string words

    spacing: Theme.space4

    KeyHint {
        keys: root.keys
    }

    ThemedText {
        Accessible.name: Phrases.listed([root.keys, root.words])
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.words
    }
}
