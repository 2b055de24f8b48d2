// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Where a secret lies, each folder leading to its list. One stop for the Tab key; arrows go from folder to folder.
Flow {
    id: root

    required property ChoiceListModel places

    signal chosen(string key)

    function go(from: int, step: int): void {
        const next = folders.itemAt(from + step);
        if (next)
            next.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space4

    Icon {
        color: Theme.colours.textTertiary
        symbol: "folder"
    }

    Repeater {
        id: folders

        model: root.places

        PlaceLink {
            Keys.onLeftPressed: root.go(index, root.LayoutMirroring.enabled ? 1 : -1)
            Keys.onRightPressed: root.go(index, root.LayoutMirroring.enabled ? -1 : 1)
            activeFocusOnTab: index === root.places.count - 1
            objectName: "place_" + index
            widest: root.width

            onActivated: root.chosen(key)
        }
    }
}
