// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The tile that tells a secret's type by symbol and tint.
Rectangle {
    id: root

    required property string type
    property int size: Theme.tile
    readonly property color tint: Theme.tint(root.type)

    color: Theme.faded(root.tint, Theme.colours.tintStrength)
    implicitHeight: root.size
    implicitWidth: root.size
    radius: Math.round(root.size / 4)

    Icon {
        anchors.centerIn: parent
        color: root.tint
        size: root.size >= Theme.tileLarge ? Theme.iconLarge : root.size >= Theme.tile ? Theme.iconMedium : Theme.iconSmall
        symbol: Theme.typeSymbol(root.type)
    }
}
