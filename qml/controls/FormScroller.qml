// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Scrolls a form, and keeps what has the keyboard in view.
Flickable {
    id: root

    readonly property Item focused: root.Window.activeFocusItem

    function holds(item: Item): bool {
        for (let up = item; up; up = up.parent) {
            if (up === root.contentItem)
                return true;
        }
        return false;
    }

    function follow(): void {
        if (!root.focused || !root.holds(root.focused))
            return;
        const top = root.focused.mapToItem(root.contentItem, 0, 0).y - Theme.space32;
        const bottom = top + Math.min(root.focused.height + 2 * Theme.space32, root.height);
        root.contentY = Math.max(0, Math.min(root.contentHeight - root.height, top < root.contentY ? top : bottom > root.contentY + root.height ? bottom - root.height : root.contentY));
    }

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentWidth: width

    onFocusedChanged: root.follow()

    ScrollBar.vertical: ScrollBar {
    }
}
