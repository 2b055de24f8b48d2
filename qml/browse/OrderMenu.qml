// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What comes first in the list.
Menu {
    id: root

    required property BrowseViewModel browse

    Repeater {
        model: root.browse.orders

        MenuItem {
            required property string key
            required property string label

            checkable: true
            checked: root.browse.order === key
            objectName: "order_" + key
            text: label

            onTriggered: root.browse.order = key
        }
    }
}
