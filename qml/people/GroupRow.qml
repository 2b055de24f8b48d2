// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One group.
ListDelegate {
    id: root

    required property string key
    required property string label
    required property string hint

    signal chosen(string key)

    detail: root.hint
    symbol: "users"
    text: root.label

    onClicked: root.chosen(root.key)
}
