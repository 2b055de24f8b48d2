// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The user's OpenPGP keys, one of them chosen.
ListView {
    id: root

    required property OwnKeysViewModel ownKeys

    signal confirmed ///< with Enter

    function takeKeyboard(): void {
        const row = root.currentItem ? root.currentItem : root;
        row.forceActiveFocus(Qt.TabFocusReason);
    }

    //: Name of the list of OpenPGP keys
    Accessible.name: qsTr("Your OpenPGP keys")
    Accessible.role: Accessible.List
    Keys.onEnterPressed: root.confirmed()
    Keys.onReturnPressed: root.confirmed()
    clip: true
    model: root.ownKeys.keys
    spacing: Theme.space8

    onCurrentItemChanged: if (root.activeFocus)
        root.takeKeyboard()

    ScrollBar.vertical: ScrollBar {
    }
    delegate: KeyRow {
        readonly property KeyList keyList: ListView.view as KeyList

        checked: keyList.ownKeys.selected === fingerprint
        focus: ListView.isCurrentItem
        width: keyList.width

        Component.onCompleted: if (checked)
            keyList.currentIndex = index
        onCheckedChanged: if (checked)
            keyList.currentIndex = index
        onClicked: keyList.ownKeys.selected = fingerprint
    }
}
