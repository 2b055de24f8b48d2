// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A person or a group, as a round badge.
Rectangle {
    id: root

    property bool isGroup: false
    property bool faded: false

    color: Theme.colours.hover
    implicitHeight: Theme.tile
    implicitWidth: Theme.tile
    opacity: root.faded ? 0.5 : 1
    radius: height / 2

    Icon {
        anchors.centerIn: parent
        symbol: root.isGroup ? "users" : "user"
    }
}
