// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One type of SSH key to choose.
RadioButton {
    id: root

    required property string key
    required property string label
    required property string hint
    required property string chosen

    signal picked(string key)

    checked: root.key === root.chosen
    explanation: root.hint
    objectName: "keyKind_" + root.key
    text: root.label

    onToggled: root.picked(root.key)
}
