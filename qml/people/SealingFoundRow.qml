// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Somebody in the user's keyring whom values could be sealed for.
ListDelegate {
    id: root

    required property int index
    required property string label
    required property string hint

    detail: root.hint
    mark: "plus"
    objectName: "sealingFound_" + root.index
    symbol: "user"
    text: root.label
}
