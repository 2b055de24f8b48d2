// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Makes its content when it is first shown, and keeps it from then on.
FocusScope {
    id: root

    required property bool shown
    default required property Component content
    property Item item: null

    function make(): void {
        if (!root.shown || root.item)
            return;
        root.item = root.content.createObject(root) as Item;
        root.item.anchors.fill = root;
    }

    implicitHeight: root.item ? root.item.implicitHeight : 0
    implicitWidth: root.item ? root.item.implicitWidth : 0
    visible: root.shown && root.item !== null // only then, so that the content sees itself being shown

    Component.onCompleted: root.make()
    onShownChanged: root.make()
}
