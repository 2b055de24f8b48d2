// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What concerns the program and the account in view as a whole.
Menu {
    id: root

    required property AppViewModel app
    readonly property CommandTable commands: root.app.commands

    CommandItem {
        command: root.commands.command("palette")
    }

    CommandItem {
        command: root.commands.command("keys")
    }

    CommandItem {
        command: root.commands.command("settings")
        objectName: "menuSettings"
    }

    MenuSeparator {
    }

    CommandItem {
        command: root.commands.command("addAccount")
    }

    CommandItem {
        command: root.commands.command("about")
        objectName: "menuAbout"
    }

    CommandItem {
        command: root.commands.command("options")
        objectName: "menuOptions"
    }

    CommandItem {
        command: root.commands.command("health")
        objectName: "menuHealth"
    }

    CommandItem {
        command: root.commands.command("importFile")
        objectName: "menuImport"
    }

    CommandItem {
        command: root.commands.command("groups")
        objectName: "menuGroups"
    }

    CommandItem {
        command: root.commands.command("upgrade")
        objectName: "menuUpgrade"
    }

    CommandItem {
        command: root.commands.command("sealing")
        objectName: "menuSealing"
    }

    CommandItem {
        command: root.commands.command("exportSecrets")
        objectName: "menuExportSecrets"
    }

    MenuItem {
        checkable: true
        checked: root.app.givesBack
        enabled: root.app.lends
        objectName: "menuGivesBack"
        //: Why a preference about checked-out secrets cannot be chosen
        reason: qsTr("This account checks nothing out")
        symbol: "checkout"
        //: Menu: a preference of the account
        text: qsTr("Give back when Coffret locks or quits")

        onTriggered: root.app.givesBack = !root.app.givesBack
    }

    MenuSeparator {
    }

    CommandItem {
        command: root.commands.command("quit")
    }
}
