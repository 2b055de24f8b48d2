// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One of the choices of a setting.
MenuItem {
    id: root

    required property string key
    required property string label
    required property string chosenKey

    Accessible.checkable: true
    Accessible.checked: root.key === root.chosenKey
    objectName: "choice_" + root.key
    symbol: root.key === root.chosenKey ? "check" : ""
    text: root.label
}
