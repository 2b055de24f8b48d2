// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Names down, environments across. Arrows move, Enter shows a value, Ctrl+C copies it.
FocusScope {
    id: root

    required property ComparisonViewModel comparison
    readonly property int columns: Math.max(1, root.comparison.cells.columns)
    readonly property int nameWidth: Math.round(Math.min(Theme.sidebarWidth, root.width * 0.4))
    readonly property int cellWidth: Math.floor(Math.max(Theme.tileLarge * 3, (root.width - root.nameWidth) / root.columns))
    readonly property int headHeight: Theme.tileLarge
    readonly property bool turned: root.LayoutMirroring.enabled ///< the first column is the rightmost
    property bool keyed: true ///< the focus did not come by pointer, so a ring shows it

    function go(cell: int): void {
        root.comparison.current = Math.max(0, Math.min(cell, cells.count - 1));
        const column = root.comparison.current % root.columns;
        const left = (root.turned ? root.columns - 1 - column : column) * root.cellWidth;
        across.contentX = Math.max(0, Math.min(Math.max(across.contentX, left + root.cellWidth - across.width), left));
    }

    function goAcross(step: int): void {
        const column = root.comparison.current % root.columns + step;
        if (column >= 0 && column < root.columns)
            root.go(root.comparison.current + step);
    }

    function goDown(step: int): void {
        const cell = root.comparison.current + step * root.columns;
        if (cell >= 0 && cell < cells.count)
            root.go(cell);
    }

    implicitHeight: root.headHeight + Math.min(Math.max(cells.contentHeight, Theme.listRow), Theme.listRow * 7)

    ListView {
        id: names

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.topMargin: root.headHeight
        clip: true
        contentY: cells.contentY
        highlightMoveDuration: 0
        interactive: false
        model: root.comparison.names
        width: root.nameWidth

        delegate: ComparisonName {
            height: cells.cellHeight
            width: ListView.view.width
        }
    }

    Flickable {
        id: across

        anchors.bottom: parent.bottom
        anchors.left: names.right
        anchors.right: parent.right
        anchors.top: parent.top
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: height
        contentWidth: root.cellWidth * root.columns
        contentX: root.turned ? Math.max(0, contentWidth - width) : 0
        flickableDirection: Flickable.HorizontalFlick

        Row {
            height: root.headHeight

            Repeater {
                model: root.comparison.environments

                EnvironmentHeading {
                    height: root.headHeight
                    width: root.cellWidth
                }
            }
        }

        GridView {
            id: cells

            //: Accessible name of the grid of names and environments
            Accessible.name: qsTr("Names and environments")
            Accessible.role: Accessible.Table
            Keys.onDownPressed: root.goDown(1)
            Keys.onEnterPressed: root.comparison.toggle()
            Keys.onLeftPressed: root.goAcross(root.turned ? 1 : -1)
            Keys.onPressed: event => {
                event.accepted = true;
                if (event.matches(StandardKey.Copy))
                    root.comparison.copy();
                else if (event.key === Qt.Key_Home)
                    root.go(root.comparison.current - root.comparison.current % root.columns);
                else if (event.key === Qt.Key_End)
                    root.go(root.comparison.current - root.comparison.current % root.columns + root.columns - 1);
                else
                    event.accepted = false;
            }
            Keys.onReturnPressed: root.comparison.toggle()
            Keys.onRightPressed: root.goAcross(root.turned ? -1 : 1)
            Keys.onShortcutOverride: event => {
                root.keyed = true;
                event.accepted = event.matches(StandardKey.Copy); // before the window copies something else
            }
            Keys.onUpPressed: root.goDown(-1)
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            cellHeight: Theme.listRow
            cellWidth: root.cellWidth
            clip: true
            currentIndex: root.comparison.current
            focus: true
            height: across.height - root.headHeight
            highlightMoveDuration: 0
            keyNavigationEnabled: false
            model: root.comparison.cells
            objectName: "comparisonCells"
            width: root.cellWidth * root.columns
            y: root.headHeight

            T.ScrollBar.vertical: ScrollBar {
            }
            delegate: ComparisonCell {
                current: GridView.isCurrentItem
                height: Theme.listRow
                ringed: GridView.isCurrentItem && GridView.view.activeFocus && root.keyed
                width: root.cellWidth

                onChosen: {
                    cells.forceActiveFocus(Qt.MouseFocusReason);
                    root.keyed = false;
                    root.go(index);
                }
                onOpened: {
                    root.go(index);
                    root.comparison.toggle();
                }
            }

            onActiveFocusChanged: root.keyed = true
        }
    }
}
