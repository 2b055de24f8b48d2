// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Accounts at the top, smart lists and collections, and at the foot how fresh all this is.
FocusScope {
    id: root

    required property AppViewModel app
    readonly property BrowseViewModel browse: root.app.browse

    signal listRequested ///< the user is done choosing here

    function focusTree(): void {
        tree.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function chooseAccount(row: int): void {
        switcher.chooseAt(row);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.sidebar
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        AccountSwitcher {
            id: switcher

            Layout.fillWidth: true
            Layout.margins: Theme.space8
            accounts: root.app.accounts

            onAccountChosen: accountId => root.browse.selectAccount(accountId)
            onAddRequested: root.app.addAccount()
            onRemoveRequested: accountId => root.app.askToRemove(accountId)
        }

        SidebarTree {
            id: tree

            Layout.fillHeight: true
            Layout.fillWidth: true
            browse: root.browse
            focus: true

            onListRequested: root.listRequested()
        }

        Rectangle {
            Layout.fillWidth: true
            color: Theme.colours.hairline
            implicitHeight: Theme.hairline
        }

        SidebarFooter {
            Layout.fillWidth: true
            app: root.app
        }
    }
}
