// SPDX-License-Identifier: GPL-3.0-or-later
import Coffret.Controls
import Coffret.Ui

/// Types the main value of the shown secret into another program's window.
MenuItem {
    id: root

    required property BrowseViewModel browse

    enabled: root.browse.typeHint === ""
    //: Key that types a value into another window, in a menu
    keys: qsTr("Ctrl+Shift+V")
    reason: root.browse.typeHint
    symbol: "keyboard"
    //: Menu of a secret: types its value into another program's window
    text: qsTr("Type into another window…")

    onTriggered: root.browse.typePrimary()
}
