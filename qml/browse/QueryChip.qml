// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls

/// One thing that the search asks for. Pressing it takes it out of the search.
T.Button {
    id: root

    required property int index
    required property string label
    required property string symbol
    property real widest: Infinity
    readonly property real crossRoom: Theme.space32

    signal removeRequested(int index)

    //: Accessible name of a chip below the search field. %1 is what the search asks for, as "Favourites" or "In Finance"
    Accessible.name: qsTr("Remove from search: %1").arg(root.label)
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onDeletePressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Math.max(Theme.iconButton, implicitContentHeight + Theme.space8)
    implicitWidth: Math.min(root.widest, Math.ceil(implicitContentWidth) + leftPadding + rightPadding)
    leftPadding: root.mirrored ? root.crossRoom : Theme.space12
    objectName: "queryChip_" + root.index
    rightPadding: root.mirrored ? Theme.space12 : root.crossRoom

    background: Rectangle {
        border.color: Theme.colours.accent
        border.width: Theme.hairline
        color: root.down || root.hovered ? Theme.ground(root.down, root.hovered, "transparent") : Theme.faded(Theme.colours.accent, Theme.colours.tintStrength)
        radius: Math.min(height, Theme.iconButton) / 2

        FocusRing {
            around: parent.radius
            visible: root.visualFocus
        }
    }
    contentItem: SymbolLabel {
        symbol: root.symbol
        symbolInk: Theme.colours.textSecondary
        text: root.label
        weight: Font.Normal
    }

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.textSecondary
        size: Theme.space12
        symbol: "close"
    }

    onClicked: root.removeRequested(root.index)
}
