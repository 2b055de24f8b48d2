// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One OpenPGP key of the user's that values can be sealed with.
RadioButton {
    id: root

    required property int index
    required property string fingerprint
    required property string fingerprintText
    required property string userId
    required property bool usable
    required property string problem

    enabled: root.usable
    explanation: root.usable ? root.fingerprintText : root.problem
    objectName: "sealingKey_" + root.index
    text: root.userId
}
