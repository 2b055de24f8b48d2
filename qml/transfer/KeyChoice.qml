// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One of the user's keys, to encrypt a file with.
RadioButton {
    id: root

    required property string key
    required property string label
    required property string hint ///< its fingerprint

    signal chosen(string key)

    explanation: root.hint
    text: root.label

    onClicked: root.chosen(root.key)
}
