// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Ui

/// Folders above the list of what was found; arrows go from one to the next.
Column {
    id: root

    required property ChoiceListModel folders

    signal chosen(string nodeId)

    function go(row: int): void {
        const next = rows.itemAt(row);
        if (next)
            next.forceActiveFocus(Qt.TabFocusReason);
    }

    //: Accessible name of the folders above the list of secrets that were found
    Accessible.name: qsTr("Folders found")
    Accessible.role: Accessible.List

    Repeater {
        id: rows

        model: root.folders

        FolderHit {
            width: root.width

            onChosen: key => root.chosen(key)
            onStepRequested: row => root.go(row)
        }
    }
}
