// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// The name of a row, and what its cells come to.
Item {
    id: root

    required property int index
    required property string label
    required property string hint

    Accessible.description: root.hint
    Accessible.name: root.label
    Accessible.role: Accessible.RowHeader

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter

        ThemedText {
            Accessible.ignored: true
            elide: Text.ElideMiddle
            font.family: Theme.fixedFamily
            text: root.label
            width: parent.width
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.hint
            visible: text !== ""
            width: parent.width
        }
    }
}
