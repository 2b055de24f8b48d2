// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// A grid to choose from: arrows move, Space chooses, Enter chooses and is done.
GridView {
    id: root

    required property int columns
    readonly property ChoiceListModel choices: root.model as ChoiceListModel

    signal chosen(string key)
    signal done

    function follow(key: string): void {
        root.currentIndex = 0;
        for (let row = 0; row < root.count; ++row) {
            if (root.choices.keyAt(row) === key)
                root.currentIndex = row;
        }
    }

    function pick(row: int): void {
        root.currentIndex = row;
        root.chosen(root.choices.keyAt(row));
    }

    Accessible.role: Accessible.List
    Keys.onEnterPressed: {
        root.pick(root.currentIndex);
        root.done();
    }
    Keys.onReturnPressed: {
        root.pick(root.currentIndex);
        root.done();
    }
    Keys.onSpacePressed: root.pick(root.currentIndex)
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    cellHeight: Theme.controlLarge
    cellWidth: Theme.controlLarge
    highlightMoveDuration: 0
    implicitHeight: Math.ceil(root.count / root.columns) * root.cellHeight
    implicitWidth: root.columns * root.cellWidth
    interactive: false
    keyNavigationEnabled: true
}
