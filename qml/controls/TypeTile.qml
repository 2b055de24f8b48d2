// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The tile of a secret: its type by symbol and tint, or what somebody chose for it.
Rectangle {
    id: root

    required property string type
    property string symbol ///< empty: that of its type
    property string ground ///< the colour of the tile; empty: that of its type
    property int size: Theme.tile
    readonly property bool coloured: root.ground !== ""
    readonly property color filling: root.coloured ? Qt.tint(Theme.colours.surface, root.ground) : Theme.tint(root.type)
    readonly property color ink: root.coloured ? Theme.inkOn(root.filling) : root.filling

    border.color: Theme.colours.hairline
    border.width: root.coloured ? Theme.hairline : 0
    color: root.coloured ? root.filling : Theme.faded(root.filling, Theme.colours.tintStrength)
    implicitHeight: root.size
    implicitWidth: root.size
    radius: Math.round(root.size / 4)

    Icon {
        anchors.centerIn: parent
        color: root.ink
        size: root.size >= Theme.tileLarge ? Theme.iconLarge : root.size >= Theme.tile ? Theme.iconMedium : Theme.iconSmall
        symbol: root.symbol !== "" ? root.symbol : Theme.typeSymbol(root.type)
    }
}
