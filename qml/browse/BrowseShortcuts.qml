// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Ui

/// The keys of the browser, and where commands want the keyboard to be.
Item {
    id: root

    required property AppViewModel app
    required property bool browsing
    required property bool inFront ///< not behind a sheet

    signal searchWanted
    signal treeWanted
    signal listWanted
    signal detailWanted
    signal nextPaneWanted
    signal accountWanted(int row)

    Connections {
        function onPlaceWanted(place: int): void {
            switch (place) {
            case CommandTable.SearchPlace:
                return root.searchWanted();
            case CommandTable.TreePlace:
                return root.treeWanted();
            case CommandTable.ListPlace:
                return root.listWanted();
            case CommandTable.DetailPlace:
                return root.detailWanted();
            case CommandTable.NextPlace:
                return root.nextPaneWanted();
            }
        }

        target: root.app.commands
    }

    Connections {
        function onWentToPlace(): void {
            root.listWanted();
        }

        target: root.app.palette
    }

    HeldKeys {
        enabled: root.browsing && root.inFront && !root.app.browse.editor.active
        objectName: "peekKeys"

        onHeldChanged: held ? root.app.browse.showcase.peek("") : root.app.browse.showcase.peekOver()
    }

    Instantiator {
        model: 9

        AccountKey {
            enabled: root.browsing

            onChosen: row => root.accountWanted(row)
        }
    }
}
