// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick

/// Names what the pointer rests on, and the key that does the same. Made when it is first shown: most never are.
QtObject {
    id: root

    required property Item over
    required property string text
    property string keys
    property bool shown: false
    property TooltipBubble bubble: null
    readonly property Component bubbles: Component {
        TooltipBubble {
            keys: root.keys
            text: root.text
            // Only once it is made: before, it does not know its delay. And what is in no window has no place for it.
            visible: root.shown && root.bubble !== null && root.over.Window.window !== null
        }
    }

    function make(): void {
        if (root.shown && !root.bubble)
            root.bubble = root.bubbles.createObject(root.over) as TooltipBubble;
    }

    Component.onCompleted: root.make()
    onShownChanged: root.make()
}
