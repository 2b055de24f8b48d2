// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What comes first in the list.
Menu {
    id: root

    required property BrowseViewModel browse
    readonly property string chosen: root.chosenText()

    /// The order in words.
    function chosenText(): string {
        for (let i = 0; i < root.count; ++i) {
            const one = root.itemAt(i) as MenuItem;
            if (one && one.symbol === "check")
                return one.text;
        }
        return "";
    }

    Repeater {
        model: root.browse.orders

        MenuItem {
            required property string key
            required property string label

            readonly property bool current: root.browse.order === key

            Accessible.checkable: true
            Accessible.checked: current
            objectName: "order_" + key
            symbol: current ? "check" : ""
            text: label

            onTriggered: root.browse.order = key
        }
    }
}
