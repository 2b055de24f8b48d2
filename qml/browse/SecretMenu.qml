// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What else can be done with the shown secret.
Menu {
    id: root

    required property BrowseViewModel browse
    readonly property ActionsViewModel actions: root.browse.actions
    readonly property EnvironmentsViewModel environments: root.browse.environments
    readonly property string common: root.actions.moveHint === root.browse.detail.editHint ? root.actions.moveHint : "" ///< nothing can be changed

    objectName: "secretMenu"
    width: Theme.menuWidth + Theme.space24 // for reasons in one line

    MenuReason {
        objectName: "menuReason"
        text: root.common
    }

    MenuItem {
        enabled: root.browse.detail.canEdit
        //: Key that edits, in a menu
        keys: qsTr("Ctrl+E")
        reason: root.browse.detail.editHint
        symbol: "edit"
        //: Menu of a secret
        text: qsTr("Edit")
        told: root.common

        onTriggered: root.browse.editSecret()
    }

    MenuItem {
        enabled: root.browse.duplicateHint === ""
        //: Key that duplicates, in a menu
        keys: qsTr("Ctrl+D")
        objectName: "menuDuplicate"
        reason: root.browse.duplicateHint
        symbol: "copy"
        //: Menu of a secret: begins a new one that holds the same
        text: qsTr("Duplicate…")

        onTriggered: root.browse.duplicateSecret()
    }

    MenuItem {
        enabled: root.actions.canMove
        objectName: "menuMove"
        reason: root.actions.moveHint
        symbol: "move"
        //: Menu of a secret
        text: qsTr("Move to…")
        told: root.common

        onTriggered: root.browse.moveSecret()
    }

    MenuItem {
        enabled: root.actions.canTag
        objectName: "menuTag"
        reason: root.actions.tagHint
        symbol: "tag"
        //: Menu of a secret
        text: qsTr("Add tag…")
        told: root.common

        onTriggered: root.actions.askForTag()
    }

    UpgradeMenuItem {
        browse: root.browse
        objectName: "menuUpgradeOne"
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.browse.detail.revealHint === ""
        //: Key that shows a value in large type, in a menu
        keys: qsTr("Ctrl+Shift+L")
        objectName: "menuLargeType"
        reason: root.browse.detail.revealHint
        symbol: "large"
        //: Menu of a secret: shows its value very big, each character with its number
        text: qsTr("Large type")

        onTriggered: root.browse.showcase.showPrimary(ShowcaseViewModel.LargeType)
    }

    MenuItem {
        enabled: root.browse.detail.revealHint === ""
        //: Key that shows a value as a QR code, in a menu
        keys: qsTr("Ctrl+Shift+Q")
        objectName: "menuQrCode"
        reason: root.browse.detail.revealHint
        symbol: "qr"
        //: Menu of a secret: shows its value as a QR code, for a camera
        text: qsTr("Show as QR code")

        onTriggered: root.browse.showcase.showPrimary(ShowcaseViewModel.QrCode)
    }

    TypeMenuItem {
        browse: root.browse
        objectName: "menuType"
    }

    MenuSeparator {
        height: visible ? implicitHeight : 0
        visible: root.environments.offered
    }

    MenuItem {
        enabled: root.environments.offered
        height: visible ? implicitHeight : 0
        objectName: "menuCompareSecret"
        symbol: "compare"
        //: Menu of a secret that has a value in each environment
        text: qsTr("Compare environments…")
        visible: root.environments.offered

        onTriggered: root.environments.compareSecret()
    }

    MenuItem {
        enabled: root.environments.writeHint === ""
        height: visible ? implicitHeight : 0
        objectName: "menuSetValue"
        reason: root.environments.writeHint
        symbol: "edit"
        //: Menu of a secret that has a value in each environment
        text: qsTr("Set value in environments…")
        visible: root.environments.offered

        onTriggered: root.environments.setValue()
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.actions.canChooseExpiry
        objectName: "menuExpireLater"
        reason: root.actions.expiryChoiceHint
        symbol: "calendar"
        //: Menu of a secret
        text: qsTr("Expires in 90 days")
        told: root.common

        onTriggered: root.actions.setExpiresIn(90)
    }

    MenuItem {
        enabled: root.actions.canExpire
        reason: root.actions.expireHint
        symbol: "expired"
        //: Menu of a secret: its value should be replaced at once
        text: qsTr("Mark as expired")
        told: root.common

        onTriggered: root.actions.setExpiresIn(0)
    }

    MenuItem {
        enabled: root.actions.canChooseExpiry && root.actions.expiresText !== ""
        objectName: "menuNeverExpires"
        //: Why a secret cannot be made to never expire
        reason: root.actions.canChooseExpiry && root.actions.expiresText === "" ? qsTr("No day is set") : root.actions.expiryChoiceHint
        symbol: "minus"
        //: Menu of a secret
        text: qsTr("Never expires")
        told: root.common

        onTriggered: root.actions.setExpiresIn(-1)
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.actions.canDelete
        //: Key that deletes, in a menu
        keys: qsTr("Del")
        objectName: "menuDelete"
        reason: root.actions.deleteHint
        symbol: "trash"
        //: Menu of a secret
        text: qsTr("Delete…")
        told: root.common

        onTriggered: root.actions.askToDelete()
    }
}
