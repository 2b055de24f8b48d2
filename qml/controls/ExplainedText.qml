// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// The words of a choice and, below them, what it means. Said by the choice itself.
ColumnLayout {
    id: root

    required property string text
    required property string explanation

    spacing: Theme.focusWidth

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        text: root.text
        wrapMode: Text.Wrap
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.explanation
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
