// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// The keys of one command, in the whole window.
Item {
    id: root

    required property Command command
    required property bool typing

    Shortcut {
        context: Qt.WindowShortcut
        enabled: root.command.awake
        sequences: root.command.keys

        onActivated: root.command.run()
    }

    Shortcut {
        context: Qt.WindowShortcut
        enabled: root.command.awake && !root.typing
        sequences: root.command.plainKeys

        onActivated: root.command.run()
    }
}
