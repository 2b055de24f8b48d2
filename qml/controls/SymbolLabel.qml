// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A symbol and words, centred together; in two lines where one has no room.
Item {
    id: root

    property string symbol
    property string text
    property color ink: Theme.colours.text
    property color symbolInk: root.ink
    property int weight: Font.Medium
    readonly property real textRoom: measure.implicitWidth ///< in one line; that of words which wrap depends on their width
    readonly property real symbolRoom: root.symbol === "" ? 0 : icon.width + (root.text === "" ? 0 : row.spacing)

    implicitHeight: row.implicitHeight
    implicitWidth: root.symbolRoom + (root.text === "" ? 0 : root.textRoom)

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
            horizontalAlignment: root.symbol === "" ? Text.AlignHCenter : Text.AlignLeft
            maximumLineCount: 2
            text: root.text
            visible: root.text !== ""
            width: Math.min(root.textRoom, Math.max(0, Math.ceil(root.width) - root.symbolRoom))
            wrapMode: Text.Wrap
        }
    }

    ThemedText {
        id: measure

        Accessible.ignored: true
        font.weight: root.weight
        text: root.text
        visible: false
    }
}
