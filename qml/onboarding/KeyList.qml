// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The user's OpenPGP keys, one of them chosen.
ListView {
    id: root

    required property OwnKeysViewModel ownKeys

    signal confirmed ///< with Enter

    /// The chosen key is the current one, else the first. A list that was empty has none by itself.
    function settle(): void {
        root.currentIndex = Math.max(0, root.ownKeys.keys.rowOf(root.ownKeys.selected));
    }

    /// Goes on with the key that has the ring, whichever was chosen before.
    function confirm(): void {
        const row = root.currentItem as KeyRow;
        if (!row || !row.usable)
            return;
        root.ownKeys.selected = row.fingerprint;
        root.confirmed();
    }

    function takeKeyboard(): void {
        const row = root.currentItem ? root.currentItem : root;
        row.forceActiveFocus(Qt.TabFocusReason);
    }

    //: Name of the list of OpenPGP keys
    Accessible.name: qsTr("Your OpenPGP keys")
    Accessible.role: Accessible.List
    Keys.onEnterPressed: root.confirm()
    Keys.onReturnPressed: root.confirm()
    clip: true
    highlightMoveDuration: 0
    model: root.ownKeys.keys
    spacing: Theme.space8

    Component.onCompleted: root.settle()
    onCountChanged: root.settle()
    onCurrentItemChanged: if (root.activeFocus)
        root.takeKeyboard()

    Connections {
        function onChanged(): void {
            root.settle();
        }

        target: root.ownKeys
    }

    ScrollBar.vertical: ScrollBar {
    }
    delegate: KeyRow {
        readonly property KeyList keyList: ListView.view as KeyList

        checked: keyList.ownKeys.selected === fingerprint
        focus: ListView.isCurrentItem
        ringed: ListView.isCurrentItem && keyList.activeFocus // also one that cannot be chosen
        width: keyList.width

        onClicked: keyList.ownKeys.selected = fingerprint
    }
}
