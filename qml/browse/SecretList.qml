// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The secrets of the chosen list; moves through them by keyboard.
ListView {
    id: root

    required property BrowseViewModel browse
    required property CommandTable commands
    readonly property SimilarSection similar: SimilarSection {
    }
    readonly property string place: root.browse.currentNodeId
    readonly property bool sortable: root.browse.canCreate && root.browse.sharing !== null && !root.browse.bulk.active ///< into folders
    property bool keyed: true ///< the focus did not come by pointer, so a ring shows it

    signal shown ///< by pointer: the focus stays
    signal opened ///< by keyboard: the focus goes along
    signal leaveRequested

    function move(delta: int): void {
        root.browse.moveSelection(delta);
    }

    function step(event: KeyEvent, delta: int): void {
        event.modifiers & Qt.ShiftModifier ? root.browse.extendSelection(delta) : root.move(delta);
    }

    function follow(): void {
        root.currentIndex = root.browse.secrets.rowOf(root.browse.bulk.active ? root.browse.bulk.leadId : root.browse.currentSecretId);
    }

    /// What can be done with the chosen one, or with all that are chosen.
    function openMenu(row: Item, x: real, y: real): void {
        if (!row || root.browse.editor.active || !(root.browse.bulk.active || root.browse.detail.hasSecret))
            return;
        const keyed = root.keyed;
        const menu = (root.browse.bulk.active ? severalMenu : secretMenu).createObject(root) as Menu;
        menu.closed.connect(() => root.keyed = keyed);
        menu.popup(row, x, y);
    }

    //: Accessible name of the list of secrets
    Accessible.name: qsTr("Secrets")
    Accessible.role: Accessible.List
    Keys.onDeletePressed: root.browse.bulk.active ? root.browse.bulk.askToDelete() : root.browse.actions.askToDelete()
    Keys.onDownPressed: event => root.step(event, 1)
    Keys.onEnterPressed: root.opened()
    Keys.onEscapePressed: root.leaveRequested()
    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(root.height / Theme.listRow) - 1);
        if (event.matches(StandardKey.SelectAll)) {
            root.browse.selectAll();
            event.accepted = true;
            return;
        }
        if (event.key === Qt.Key_Menu || (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier))) {
            root.openMenu(root.currentItem, Theme.space24, Theme.listRow);
            event.accepted = true;
            return;
        }
        const deltas = new Map([[Qt.Key_PageUp, -page], [Qt.Key_PageDown, page], [Qt.Key_Home, -root.count], [Qt.Key_End, root.count]]);
        event.accepted = deltas.has(event.key);
        if (event.accepted)
            root.step(event, deltas.get(event.key));
    }
    Keys.onReturnPressed: root.opened()
    Keys.onUpPressed: event => root.step(event, -1)
    activeFocusOnTab: true
    bottomMargin: Theme.space8
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: -1
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: root.browse.secrets
    objectName: "secretList"
    reuseItems: count > 0 // an empty list keeps no old rows, and no names in them
    section.delegate: root.similar.heading
    section.property: "similar"

    delegate: SecretRow {
        id: row

        current: ListView.isCurrentItem
        dated: root.place === "expiring"
        draggable: root.sortable
        explained: root.place === "attention"
        lent: root.place === "checkedout" || root.place === "shared"
        ringed: ListView.isCurrentItem && root.activeFocus && root.keyed
        width: ListView.view.width

        onDragBegun: tile.begin(secretId, name, type)
        onDragEnded: tile.end()
        onDragMoved: (sceneX, sceneY) => tile.place = Qt.point(sceneX, sceneY)
        ListView.onPooled: visible = false // a screen reader would still find it where it was
        ListView.onReused: visible = true
        onMenuRequested: (x, y) => {
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.keyed = false;
            if (!chosen)
                root.browse.selectSecret(secretId);
            if (chosen || root.browse.currentSecretId === secretId)
                root.openMenu(row, x, y);
        }
        onOpened: secretId => {
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.keyed = false;
            root.browse.pick(secretId);
            root.shown();
        }
    }

    Keys.onShortcutOverride: root.keyed = true
    onActiveFocusChanged: root.keyed = true

    Connections {
        function onCurrentSecretChanged(): void {
            root.follow();
        }

        function onListChanged(): void {
            root.follow();
        }

        target: root.browse
    }

    PlaceKeeper {
        list: root
        secrets: root.browse.secrets

        onMoved: root.follow()
    }

    Connections {
        function onChanged(): void {
            root.follow();
        }

        target: root.browse.bulk
    }

    Component {
        id: secretMenu

        SecretMenu {
            browse: root.browse
            objectName: "listMenu"

            onClosed: destroy()
        }
    }

    Component {
        id: severalMenu

        SeveralMenu {
            commands: root.commands

            onClosed: destroy()
        }
    }

    DragTile {
        id: tile

        parent: root.Window.contentItem
    }

    ScrollBar.vertical: ScrollBar {
    }
}
