// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What can be done with all secrets that are chosen.
Menu {
    id: root

    required property CommandTable commands

    objectName: "severalMenu"
    width: Theme.menuWidth + Theme.space24 // for reasons in one line

    CommandItem {
        command: root.commands.command("shareSeveral")
    }

    CommandItem {
        command: root.commands.command("moveSeveral")
        objectName: "menuMoveSeveral"
    }

    CommandItem {
        command: root.commands.command("starSeveral")
    }

    CommandItem {
        command: root.commands.command("unstarSeveral")
    }

    CommandItem {
        command: root.commands.command("exportSeveral")
        objectName: "menuExportSeveral"
    }

    MenuSeparator {
    }

    CommandItem {
        command: root.commands.command("deleteSeveral")
    }
}
