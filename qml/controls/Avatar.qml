// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// An account's badge: its colour and its initials, or the symbol of a server where a name has none.
Rectangle {
    id: root

    required property string initials
    required property int badge
    property int size: Theme.tile

    color: Theme.badge(root.badge)
    implicitHeight: root.size
    implicitWidth: root.size
    radius: Math.round(root.size / 4)

    ThemedText {
        Accessible.ignored: true
        anchors.centerIn: parent
        color: Theme.badgeInk
        font.pixelSize: root.size >= Theme.tile ? Theme.body : Theme.caption
        font.weight: Font.DemiBold
        text: root.initials
    }

    Icon {
        anchors.centerIn: parent
        color: Theme.badgeInk
        size: root.size >= Theme.tile ? Theme.iconMedium : Theme.iconSmall
        symbol: "server"
        visible: root.initials === ""
    }
}
