// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Edit
import Coffret.Ui

/// Sidebar, list and detail side by side; in a narrow window the detail takes the list's place.
FocusScope {
    id: root

    required property AppViewModel app
    readonly property BrowseViewModel browse: root.app.browse
    readonly property bool stacked: root.width < Theme.stackBelow
    property bool detailOpen: false

    function focusTree(): void {
        sidebar.focusTree();
    }

    function focusList(): void {
        root.detailOpen = false;
        list.focusList();
    }

    function focusSearch(): void {
        root.detailOpen = false;
        list.focusSearch();
    }

    function focusDetail(): void {
        root.detailOpen = root.browse.detail.hasSecret || root.browse.bulk.active;
        if (editor.item)
            (editor.item as EditorPane).focusFirst();
        else if (detail.visible)
            detail.focusFirst();
    }

    function focusNextPane(): void {
        sidebar.activeFocus ? root.focusList() : list.activeFocus && (root.browse.detail.hasSecret || root.browse.bulk.active || root.browse.editor.active) ? root.focusDetail() : root.focusTree();
    }

    function chooseAccount(row: int): void {
        sidebar.chooseAccount(row);
    }

    onVisibleChanged: if (visible)
        root.focusSearch() // after unlocking and after setup, typing finds at once

    Connections {
        function onConfirmCopyChanged(): void {
            root.detailOpen = root.detailOpen || root.browse.detail.confirmCopyText !== "";
        }

        function onErrorChanged(): void {
            root.detailOpen = root.detailOpen || root.browse.detail.errorText !== "";
        }

        function onBrowserWanted(address: string): void {
            Qt.openUrlExternally(address);
        }

        target: root.browse.detail
    }

    Connections {
        function onTagWanted(): void {
            root.detailOpen = true;
        }

        target: root.browse.actions
    }

    Connections {
        function onAttentionWanted(): void {
            root.detailOpen = true;
        }

        target: root.browse.checkOut
    }

    Connections {
        function onClosed(): void {
            root.browse.detail.hasSecret ? root.focusDetail() : root.focusList();
        }

        target: root.browse.editor
    }

    BrowseShortcuts {
        app: root.app
        browsing: root.visible
        inFront: root.activeFocus

        onAccountWanted: row => root.chooseAccount(row)
        onDetailWanted: root.focusDetail()
        onListWanted: root.focusList()
        onNextPaneWanted: root.focusNextPane()
        onSearchWanted: root.focusSearch()
        onTreeWanted: root.focusTree()
    }

    T.SplitView {
        id: panes

        readonly property bool turned: panes.LayoutMirroring.enabled ///< from right to left, which a SplitView does not do by itself
        property bool inOrder: true

        function followDirection(): void {
            if (panes.turned !== panes.inOrder || panes.count < 3)
                return;
            panes.moveItem(0, 2);
            panes.moveItem(0, 1);
            panes.inOrder = !panes.turned;
        }

        anchors.fill: parent
        orientation: Qt.Horizontal

        Component.onCompleted: panes.followDirection()
        onResizingChanged: if (!panes.resizing)
            root.app.window.setPanes(sidebar.width, root.stacked ? 0 : list.width)
        onTurnedChanged: panes.followDirection()

        handle: SplitHandle {
        }

        Sidebar {
            id: sidebar

            T.SplitView.minimumWidth: Theme.sidebarMinimum
            T.SplitView.preferredWidth: root.app.window.sidebarWidth || Theme.sidebarWidth
            app: root.app

            onListRequested: root.focusList()
        }

        ListPane {
            id: list

            T.SplitView.fillWidth: root.stacked
            T.SplitView.minimumWidth: Theme.listMinimum
            T.SplitView.preferredWidth: root.app.window.listWidth || Theme.listWidth
            app: root.app
            focus: true
            visible: !root.stacked || !(root.detailOpen || root.browse.editor.active)

            onOpened: root.focusDetail()
            onShown: root.stacked && !root.browse.bulk.active ? root.focusDetail() : (root.detailOpen = !root.stacked)
        }

        Item {
            id: last

            T.SplitView.fillWidth: true
            T.SplitView.minimumWidth: Theme.detailMinimum
            visible: !root.stacked || root.detailOpen || root.browse.editor.active

            DetailPane {
                id: detail

                anchors.fill: parent
                browse: root.browse
                stacked: root.stacked
                visible: !root.browse.editor.active

                onBackRequested: root.focusList()
            }

            PassingItem {
                id: editor

                anchors.fill: parent
                focus: shown
                properties: ({
                        "editor": root.browse.editor,
                        "focus": true
                    })
                shown: root.browse.editor.active
                source: Qt.resolvedUrl("../Edit/EditorPane.qml")
            }
        }
    }

    BrowseSheets {
        app: root.app
    }

    BrowseToast {
        parent: last.visible ? last : list
        toast: root.app.toast

        onKeyboardLost: root.focusList()
    }
}
