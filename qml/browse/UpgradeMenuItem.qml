// SPDX-License-Identifier: GPL-3.0-or-later
import Coffret.Controls
import Coffret.Ui

/// Encrypts what the server still sees of the shown secret; there only where that is possible.
MenuItem {
    id: root

    required property BrowseViewModel browse

    enabled: root.browse.actions.canUpgrade
    height: visible ? implicitHeight : 0
    symbol: "shield-check"
    //: Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted
    text: qsTr("Upgrade to encrypted details…")
    visible: root.browse.actions.canUpgrade

    onTriggered: root.browse.upgradeSecret()
}
