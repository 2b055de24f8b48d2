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
        if (root.focused && root.holds(root.focused))
            root.show(root.focused);
    }

    function show(item: Item): void {
        const top = item.mapToItem(root.contentItem, 0, 0).y - Theme.space32;
        const bottom = top + Math.min(item.height + 2 * Theme.space32, root.height);
        root.contentY = Math.max(0, Math.min(root.contentHeight - root.height, top < root.contentY ? top : bottom > root.contentY + root.height ? bottom - root.height : root.contentY));
    }

    /// Most of a page on or back. False when there is nothing to scroll.
    function page(direction: int): bool {
        const last = Math.max(0, root.contentHeight - root.height);
        root.contentY = Math.max(0, Math.min(last, root.contentY + direction * Math.max(Theme.space32, root.height - Theme.space32)));
        return last > 0;
    }

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentWidth: width

    onFocusedChanged: root.follow()

    ScrollBar.vertical: ScrollBar {
    }
}
