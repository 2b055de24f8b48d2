// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Fills a layout. Qt 6.4 resizes a layout without having noticed that something in it is gone, and reads freed memory:
/// this makes it look at once.
Repeater {
    id: root

    property int childrenBefore: 0
    readonly property Connections watch: Connections {
        function onChildrenChanged(): void {
            if (root.parent.children.length < root.childrenBefore)
                root.parent.ensurePolished();
            root.childrenBefore = root.parent.children.length;
        }

        target: root.parent
    }
}
