// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Makes its content when it is first shown, and keeps it from then on. One that is given as a file is not read before,
/// and neither is anything that it refers to.
FocusScope {
    id: root

    required property bool shown
    default property Component content: null
    property url source ///< in the place of content
    property var properties: ({}) ///< what it is made with
    property QtObject made: null ///< an item, or a sheet
    readonly property Item item: root.made as Item

    function make(): void {
        if (!root.shown || root.made)
            return;
        const component = root.content ?? Qt.createComponent(root.source);
        if (component.status === Component.Error)
            console.error(component.errorString());
        root.made = component.createObject(root, root.properties);
        if (root.item)
            root.item.anchors.fill = root;
    }

    implicitHeight: root.item ? root.item.implicitHeight : 0
    implicitWidth: root.item ? root.item.implicitWidth : 0
    visible: root.shown && root.made !== null // only then, so that the content sees itself being shown

    Component.onCompleted: root.make()
    onShownChanged: root.make()
}
