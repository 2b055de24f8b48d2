// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What concerns the program as a whole.
Menu {
    id: root

    required property AppViewModel app

    signal keysRequested

    MenuItem {
        checkable: true
        checked: root.app.colourScheme === "system"
        symbol: "display"
        //: Menu: colours follow the desktop
        text: qsTr("Follow the desktop's colours")

        onTriggered: root.app.colourScheme = "system"
    }

    MenuItem {
        checkable: true
        checked: root.app.colourScheme === "light"
        symbol: "sun"
        //: Menu: light colours
        text: qsTr("Light")

        onTriggered: root.app.colourScheme = "light"
    }

    MenuItem {
        checkable: true
        checked: root.app.colourScheme === "dark"
        symbol: "moon"
        //: Menu: dark colours
        text: qsTr("Dark")

        onTriggered: root.app.colourScheme = "dark"
    }

    MenuItem {
        checkable: true
        checked: root.app.colourScheme === "contrast"
        symbol: "contrast"
        //: Menu: colours of the highest contrast
        text: qsTr("High contrast")

        onTriggered: root.app.colourScheme = "contrast"
    }

    MenuSeparator {
    }

    MenuItem {
        symbol: "plus"
        //: Menu: set up one more account
        text: qsTr("Add account…")

        onTriggered: root.app.addAccount()
    }

    MenuItem {
        enabled: root.app.browse.currentAccountId !== ""
        objectName: "menuAbout"
        symbol: "info"
        //: Menu: what is known of the account, and what it cannot do
        text: qsTr("About this account…")

        onTriggered: root.app.browse.showAbout()
    }

    MenuItem {
        enabled: root.app.browse.currentAccountId !== ""
        objectName: "menuOptions"
        symbol: "settings"
        //: Menu: name, apps and other settings of the account
        text: qsTr("Account options…")

        onTriggered: root.app.showOptions()
    }

    MenuItem {
        enabled: root.app.browse.currentAccountId !== ""
        objectName: "menuHealth"
        symbol: "activity"
        //: Menu: looks for weak, reused, expired and unsigned secrets
        text: qsTr("Health…")

        onTriggered: root.app.health.show()
    }

    MenuItem {
        enabled: root.app.browse.hasGroups
        objectName: "menuGroups"
        reason: root.app.browse.groupsHint
        symbol: "users"
        //: Menu: who is in which group
        text: qsTr("Groups…")

        onTriggered: root.app.browse.showGroups()
    }

    MenuItem {
        enabled: root.app.browse.canUpgrade
        objectName: "menuUpgrade"
        reason: root.app.browse.upgradeHint
        symbol: "shield-check"
        //: Menu: names and addresses that lie in the clear on the server are encrypted
        text: qsTr("Encrypt all details…")

        onTriggered: root.app.browse.upgradeAll()
    }

    MenuItem {
        enabled: root.app.browse.sealingHint === ""
        objectName: "menuSealing"
        reason: root.app.browse.sealingHint
        symbol: "lock"
        //: Menu: values of an account that does not encrypt them itself are encrypted with OpenPGP
        text: qsTr("Seal values…")

        onTriggered: root.app.browse.showSealing()
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

    MenuItem {
        //: Key that shows all keys, in a menu
        keys: qsTr("Ctrl+/")
        symbol: "keyboard"
        //: Menu: shows what each key does
        text: qsTr("Keyboard shortcuts")

        onTriggered: root.keysRequested()
    }

    MenuSeparator {
    }

    MenuItem {
        //: Key that quits, in a menu
        keys: qsTr("Ctrl+Q")
        symbol: "quit"
        //: Menu: ends the program
        text: qsTr("Quit")

        onTriggered: Qt.quit()
    }
}
