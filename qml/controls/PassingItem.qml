// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Makes what a file describes each time it is shown, and gives it up when it is not: nothing of it stays.
FocusScope {
    id: root

    required property bool shown
    required property url source
    property var properties: ({}) ///< what it is made with
    property Item item: null

    function settle(): void {
        if (root.shown === (root.item !== null))
            return;
        if (!root.shown) {
            root.item.destroy();
            root.item = null;
            return;
        }
        const component = Qt.createComponent(root.source);
        if (component.status === Component.Error)
            console.error(component.errorString());
        root.item = component.createObject(root, root.properties) as Item;
        root.item.anchors.fill = root;
    }

    visible: root.item !== null

    Component.onCompleted: root.settle()
    onShownChanged: root.settle()
}
