// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Shows what is chosen, and offers the rest in a menu.
Button {
    id: root

    required property Menu menu
    readonly property int arrowRoom: Theme.space8 + Theme.iconSmall + Theme.space4

    Accessible.role: Accessible.ButtonMenu
    leftPadding: root.mirrored ? root.arrowRoom : Theme.space12
    rightPadding: root.mirrored ? Theme.space12 : root.arrowRoom

    onClicked: root.menu.popup(root, root.mirrored ? root.width - root.menu.width : 0, root.height + Theme.space4)

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        symbol: "chevron-down"
    }
}
