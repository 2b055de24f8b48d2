// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Makes its content each time it is shown, and gives it up when it is not: nothing of it stays.
FocusScope {
    id: root

    required property bool shown
    default required property Component content
    property Item item: null

    function settle(): void {
        if (root.shown === (root.item !== null))
            return;
        if (!root.shown) {
            root.item.destroy();
            root.item = null;
            return;
        }
        root.item = root.content.createObject(root) as Item;
        root.item.anchors.fill = root;
    }

    visible: root.item !== null

    Component.onCompleted: root.settle()
    onShownChanged: root.settle()
}
