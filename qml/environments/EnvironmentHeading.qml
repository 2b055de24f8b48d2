// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// The head of a column: an environment, and why it could not be read.
Item {
    id: root

    required property string label
    required property string hint

    Accessible.description: root.hint
    Accessible.name: root.label
    Accessible.role: Accessible.ColumnHeader

    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.left: parent.left
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8

        ThemedText {
            Accessible.ignored: true
            font.weight: Font.DemiBold
            text: root.label
            width: parent.width
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.warning
            elide: Text.ElideRight
            font.pixelSize: Theme.caption
            maximumLineCount: 3
            text: root.hint
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
