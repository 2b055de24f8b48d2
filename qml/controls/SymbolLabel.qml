// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A symbol and words, centred together.
Item {
    id: root

    property string symbol
    property string text
    property color ink: Theme.colours.text
    property color symbolInk: root.ink
    property int weight: Font.Medium
    readonly property real symbolRoom: root.symbol === "" ? 0 : icon.width + (root.text === "" ? 0 : row.spacing)

    implicitHeight: row.implicitHeight
    implicitWidth: root.symbolRoom + (root.text === "" ? 0 : label.implicitWidth)

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space8

        Icon {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            color: root.symbolInk
            symbol: root.symbol
            visible: root.symbol !== ""
        }

        ThemedText {
            id: label

            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            font.weight: root.weight
            text: root.text
            visible: root.text !== ""
            width: Math.min(implicitWidth, Math.max(0, Math.ceil(root.width) - root.symbolRoom))
        }
    }
}
