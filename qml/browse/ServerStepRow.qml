// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Something Coffret asks a server for, or not.
CheckBox {
    id: root

    required property string key
    required property string label
    required property string hint

    explanation: root.hint
    objectName: "step_" + root.key
    text: root.label
}
