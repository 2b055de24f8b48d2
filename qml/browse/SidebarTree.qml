// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The rows of the sidebar as one tree, with the keyboard behaviour of a WAI-ARIA tree: what has the focus is chosen.
ListView {
    id: root

    required property BrowseViewModel browse
    property bool keyed: true ///< the focus did not come by pointer, so a ring shows it
    readonly property SidebarModel tree: root.browse.sidebar
    readonly property bool turned: root.LayoutMirroring.enabled ///< what is below lies to the left
    property string prefix

    signal listRequested

    function openMenu(row: SidebarRow, x: real, y: real): void {
        if (!row)
            return;
        root.browse.chooseFolder(row.nodeId);
        menu.popup(row, x, y);
    }

    function go(row: int): void {
        root.currentIndex = Math.max(0, Math.min(row, root.count - 1));
        root.browse.selectNode(root.tree.idAt(root.currentIndex));
    }

    function goOut(row: SidebarRow): void {
        row && row.expanded ? root.tree.collapse(row.index) : root.go(Math.max(0, root.tree.parentRow(root.currentIndex) < 0 ? root.currentIndex : root.tree.parentRow(root.currentIndex)));
    }

    function goIn(row: SidebarRow): void {
        row && row.expandable ? (row.expanded ? root.go(row.index + 1) : root.tree.expand(row.index)) : undefined;
    }

    function expandAll(): void {
        for (let row = root.count - 1; row >= 0; --row)
            root.tree.expand(row);
    }

    function typeAhead(text: string): void {
        root.prefix += text;
        const row = root.tree.rowForPrefix(root.prefix, root.currentIndex + (root.prefix.length === 1 ? 1 : 0));
        if (row >= 0)
            root.go(row);
        pause.restart();
    }

    //: Accessible name of the tree in the sidebar
    Accessible.name: qsTr("Lists and folders")
    Accessible.role: Accessible.Tree
    Keys.onEnterPressed: root.listRequested()
    Keys.onLeftPressed: root.turned ? root.goIn(root.currentItem as SidebarRow) : root.goOut(root.currentItem as SidebarRow)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Menu || (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier)))
            root.openMenu(root.currentItem as SidebarRow, Theme.space24, Theme.treeRow);
        else if (event.key === Qt.Key_Home)
            root.go(0);
        else if (event.key === Qt.Key_End)
            root.go(root.count - 1);
        else if (event.text === "*")
            root.expandAll();
        else if (event.text.trim() !== "" && event.text !== "/" && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier)))
            root.typeAhead(event.text);
        else
            event.accepted = false;
    }
    Keys.onDownPressed: root.go(root.currentIndex + 1)
    Keys.onReturnPressed: root.listRequested()
    Keys.onRightPressed: root.turned ? root.goOut(root.currentItem as SidebarRow) : root.goIn(root.currentItem as SidebarRow)
    Keys.onUpPressed: root.go(root.currentIndex - 1)
    activeFocusOnTab: true
    bottomMargin: Theme.space8
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: 0
    highlightFollowsCurrentItem: true
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: root.tree
    objectName: "sidebar"
    section.criteria: ViewSection.FirstCharacter // "type:…" and "collection" begin a group, the smart lists none
    section.property: "kind"

    delegate: SidebarRow {
        id: row

        ringed: ListView.isCurrentItem && root.activeFocus && root.keyed
        takesDrops: root.browse.canDrop(nodeId)
        treeFocused: root.activeFocus
        section: ListView.section === ListView.previousSection ? "" : ListView.section
        width: ListView.view.width

        onChosen: {
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.keyed = false;
            root.go(index);
        }
        onDropped: secretId => root.browse.drop(secretId, nodeId)
        onMenuRequested: (x, y) => {
            root.go(index);
            root.openMenu(row, x, y);
        }
        onToggled: root.tree.toggle(index)
    }

    Keys.onShortcutOverride: root.keyed = true
    onActiveFocusChanged: root.keyed = true

    Connections {
        function onNodeChanged(): void {
            root.currentIndex = root.tree.rowOf(root.browse.currentNodeId);
        }

        target: root.browse
    }

    FolderMenu {
        id: menu

        browse: root.browse
    }

    Timer {
        id: pause

        interval: Theme.pulse

        onTriggered: root.prefix = ""
    }

    ScrollBar.vertical: ScrollBar {
    }
}
