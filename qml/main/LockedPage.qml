// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Nothing to see until the key opens it again.
FocusScope {
    id: root

    signal unlockAsked

    objectName: "lockedPage"

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.window
    }

    EmptyState {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.space32
        //: On the locked window
        hint: qsTr("Values, names and tokens were forgotten. Unlocking signs in again.")
        symbol: "lock"
        //: On the locked window
        title: qsTr("Coffret is locked")
        width: Math.min(parent.width - 2 * Theme.space32, Theme.listWidth)

        Button {
            focus: true
            kind: Button.Primary
            objectName: "unlockButton"
            symbol: "unlock"
            //: Button on the locked window
            text: qsTr("Unlock")

            onClicked: root.unlockAsked()
        }
    }
}
