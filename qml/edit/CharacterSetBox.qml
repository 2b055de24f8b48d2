// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One kind of characters for a new password.
CheckBox {
    id: root

    required property int index
    required property string label
    required property string spoken
    required property bool chosen

    signal flipped(int row)

    Accessible.name: root.spoken
    checked: root.chosen
    objectName: "characterSet_" + root.index
    text: root.label

    onToggled: root.flipped(root.index)
}
