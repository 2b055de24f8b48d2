// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// The keys of one command, in the whole window.
Shortcut {
    id: root

    required property Command command

    context: Qt.WindowShortcut
    enabled: root.command.awake
    sequences: Array.from(root.command.keys)

    onActivated: root.command.run()
}
