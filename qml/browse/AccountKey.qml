// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Ctrl and a digit: to the account with that number.
Shortcut {
    id: root

    required property int index

    signal chosen(int row)

    sequence: "Ctrl+" + (root.index + 1)

    onActivated: root.chosen(root.index)
}
