// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Ui

/// Folders above the list of what was found; arrows go from one to the next, and on to what is above and below them.
Column {
    id: root

    required property ChoiceListModel folders

    signal chosen(string nodeId)
    signal leftUpwards
    signal leftDownwards

    function go(row: int): void {
        if (row < 0)
            root.leftUpwards();
        else if (row >= rows.count)
            root.leftDownwards();
        else
            rows.itemAt(row).forceActiveFocus(Qt.TabFocusReason);
    }

    //: Accessible name of the folders above the list of secrets that were found
    Accessible.name: qsTr("Folders found")
    Accessible.role: Accessible.List
    Keys.onEscapePressed: root.leftUpwards()

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
