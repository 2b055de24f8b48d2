// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The sides of a secret that its vault can show. Arrows go from tab to tab.
Item {
    id: root

    required property BrowseViewModel browse

    function currentRow(): int {
        for (let row = 0; row < tabs.count; ++row) {
            if ((tabs.itemAt(row) as DetailTab).current)
                return row;
        }
        return -1;
    }

    function currentTab(): Item {
        return tabs.itemAt(root.currentRow());
    }

    function go(step: int): void {
        const next = tabs.itemAt((root.currentRow() + step + tabs.count) % tabs.count) as DetailTab;
        next.forceActiveFocus(Qt.TabFocusReason);
        root.browse.tab = next.key;
    }

    //: Accessible name of the row of tabs of a secret
    Accessible.name: qsTr("Sides of this secret")
    Accessible.role: Accessible.PageTabList
    Keys.onLeftPressed: root.go(root.LayoutMirroring.enabled ? 1 : -1)
    Keys.onRightPressed: root.go(root.LayoutMirroring.enabled ? -1 : 1)
    implicitHeight: row.implicitHeight

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.hairline
        height: Theme.hairline
        width: parent.width
    }

    Flow {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: -Theme.space8
        anchors.right: parent.right

        Repeater {
            id: tabs

            model: root.browse.tabs

            DetailTab {
                current: key === root.browse.tab

                onClicked: root.browse.tab = key
            }
        }
    }
}
