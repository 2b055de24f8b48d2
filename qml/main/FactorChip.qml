// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One way to answer the question for a second factor.
Chip {
    id: root

    required property string modelData

    //: Ways to answer a server that asks for a second factor
    text: root.modelData === "yubikey" ? qsTr("YubiKey") : root.modelData === "browser" ? qsTr("Duo") : qsTr("Code from an app")
    wordless: false
}
