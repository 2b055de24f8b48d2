// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One thing that another program wants: where it is, and which field.
Item {
    id: root

    required property string text

    Accessible.name: root.text
    Accessible.role: Accessible.ListItem
    implicitHeight: words.implicitHeight

    ThemedText {
        id: words

        Accessible.ignored: true
        anchors.left: parent.left
        anchors.right: parent.right
        elide: Text.ElideNone
        font.weight: Font.DemiBold
        text: root.text
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
    }
}
