// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// A command in a menu.
MenuItem {
    id: root

    required property Command command

    enabled: root.command.available
    keys: root.command.firstKey
    reason: root.command.reason
    symbol: root.command.symbol
    text: root.command.name

    onTriggered: root.command.run()
}
