// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// Keeps what one looks at where it is in the list while another snapshot of its secrets takes the place of this one.
Item {
    id: root

    required property ListView list
    required property SecretListModel secrets
    property int row: -1 ///< the one that stays
    property real offset: 0 ///< and where it is in the view

    signal moved ///< the snapshot is another one: time to choose the row that is chosen there

    Connections {
        /// What one looks at is the chosen row where it is in view, else the first one.
        function onSnapshotAboutToChange(): void {
            const chosen = root.list.currentItem;
            const inView = chosen !== null && chosen.y + chosen.height > root.list.contentY && chosen.y < root.list.contentY + root.list.height;
            root.row = inView ? root.list.currentIndex : root.list.indexAt(0, root.list.contentY);
            root.offset = root.row < 0 ? 0 : root.list.itemAtIndex(root.row).y - root.list.contentY;
        }

        function onSnapshotChanged(): void {
            const row = root.row < 0 ? -1 : root.secrets.rowNow(root.row);
            root.row = -1;
            root.moved(); // which would scroll to the chosen one later
            if (row < 0)
                return;
            root.list.forceLayout();
            root.list.positionViewAtIndex(row, ListView.Beginning);
            const item = root.list.itemAtIndex(row);
            if (item !== null)
                root.list.contentY = item.y - root.offset;
            root.list.returnToBounds();
        }

        target: root.secrets
    }
}
