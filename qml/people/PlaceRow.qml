// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A folder to move something to.
ListDelegate {
    id: root

    required property string key
    required property string label
    required property string hint

    signal chosen(string key)

    detail: root.hint
    symbol: root.key === "" ? "vault" : "folder"
    text: root.label

    onClicked: root.chosen(root.key)
}
