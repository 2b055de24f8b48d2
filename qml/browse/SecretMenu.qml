// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What else can be done with the shown secret.
Menu {
    id: root

    required property BrowseViewModel browse
    readonly property ActionsViewModel actions: root.browse.actions

    signal tagRequested

    MenuItem {
        enabled: root.browse.detail.canEdit
        //: Key that edits, in a menu
        keys: qsTr("Ctrl+E")
        symbol: "edit"
        //: Menu of a secret; the second where that is not possible: a reason
        text: root.browse.detail.canEdit ? qsTr("Edit") : root.browse.detail.editHint

        onTriggered: root.browse.editSecret()
    }

    MenuItem {
        enabled: root.actions.canMove
        objectName: "menuMove"
        symbol: "move"
        //: Menu of a secret
        text: qsTr("Move to…")

        onTriggered: root.browse.moveSecret()
    }

    MenuItem {
        enabled: root.actions.canTag
        symbol: "tag"
        //: Menu of a secret
        text: qsTr("Add tag…")

        onTriggered: root.tagRequested()
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.actions.canExpire
        symbol: "calendar"
        //: Menu of a secret
        text: qsTr("Expires in 90 days")

        onTriggered: root.actions.setExpiresIn(90)
    }

    MenuItem {
        enabled: root.actions.canExpire
        symbol: "clock"
        //: Menu of a secret: its value should be replaced at once
        text: qsTr("Mark as expired")

        onTriggered: root.actions.setExpiresIn(0)
    }

    MenuItem {
        enabled: root.actions.canExpire && root.actions.expiresText !== ""
        symbol: "minus"
        //: Menu of a secret
        text: qsTr("Never expires")

        onTriggered: root.actions.setExpiresIn(-1)
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.actions.canDelete
        //: Key that deletes, in a menu
        keys: qsTr("Del")
        objectName: "menuDelete"
        symbol: "trash"
        //: Menu of a secret
        text: qsTr("Delete…")

        onTriggered: root.actions.askToDelete()
    }
}
