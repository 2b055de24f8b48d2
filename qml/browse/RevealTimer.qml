// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// How long a value stays on screen; a press stops the clock.
IconButton {
    id: root

    required property real remaining

    signal stopRequested

    symbol: "stop"
    //: Name of the button that keeps a value on screen
    text: qsTr("Keep showing")

    onClicked: root.stopRequested()

    ProgressRing {
        anchors.centerIn: parent
        height: Theme.iconLarge
        remaining: root.remaining
        width: Theme.iconLarge
    }
}
