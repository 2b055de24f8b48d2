// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Browse
import Coffret.Ui

/// The keys of the main window, as the table of commands has them.
Item {
    id: root

    required property AppViewModel app
    required property BrowsePage page ///< there while browsing
    required property bool browsing

    function goTo(place: int): void {
        switch (place) {
        case CommandTable.SearchPlace:
            return root.page.focusSearch();
        case CommandTable.TreePlace:
            return root.page.focusTree();
        case CommandTable.ListPlace:
            return root.page.focusList();
        case CommandTable.DetailPlace:
            return root.page.focusDetail();
        case CommandTable.NextPlace:
            return root.page.focusNextPane();
        }
    }

    Connections {
        function onPlaceWanted(place: int): void {
            if (root.page)
                root.goTo(place);
        }

        target: root.app.commands
    }

    Connections {
        function onWentToPlace(): void {
            root.page.focusList();
        }

        target: root.app.palette
    }

    Instantiator {
        model: CommandKeysModel {
            table: root.app.commands
        }

        CommandKey {
        }
    }

    HeldKeys {
        enabled: root.browsing && root.page !== null && root.page.activeFocus && !root.app.browse.editor.active // not behind a sheet
        objectName: "peekKeys"

        onHeldChanged: held ? root.app.browse.showcase.peek("") : root.app.browse.showcase.peekOver()
    }

    Instantiator {
        model: 9

        AccountKey {
            enabled: root.browsing

            onChosen: row => root.page.chooseAccount(row)
        }
    }
}
