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

    implicitHeight: row.implicitHeight
    implicitWidth: row.implicitWidth

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space8

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: root.symbolInk
            symbol: root.symbol
            visible: root.symbol !== ""
        }

        ThemedText {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            font.weight: root.weight
            text: root.text
            visible: root.text !== ""
        }
    }
}
