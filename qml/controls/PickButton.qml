// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Shows what is chosen, and offers the rest in a menu.
Button {
    id: root

    required property Menu menu

    Accessible.role: Accessible.ButtonMenu
    rightPadding: Theme.space8 + Theme.iconSmall + Theme.space4

    onClicked: root.menu.popup(root, 0, root.height + Theme.space4)

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        symbol: "chevron-down"
    }
}
