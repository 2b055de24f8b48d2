// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// An icon button that opens a menu below or above itself.
IconButton {
    id: root

    required property Menu menu
    property bool upwards: false

    Accessible.role: Accessible.ButtonMenu
    down: root.pressed || root.menu.opened

    onClicked: root.menu.popup(root, root.mirrored ? root.width - root.menu.width : 0, root.upwards ? -root.menu.implicitHeight - Theme.space4 : root.height + Theme.space4)
}
