// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What will happen, before it does.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun

    spacing: Theme.space16

    StepHeading {
        //: Sentence under the heading of the last setup screen
        explanation: root.firstRun.service === "passbolt" ? qsTr("Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.") : qsTr("The names of your secrets are loaded, not their values.")
        //: Heading of the last setup screen
        title: qsTr("Ready to sign in")
    }

    Card {
        Layout.fillWidth: true
        implicitHeight: summary.implicitHeight + Theme.space32

        RowLayout {
            id: summary

            anchors.left: parent.left
            anchors.leftMargin: Theme.space16
            anchors.right: parent.right
            anchors.rightMargin: Theme.space16
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space12

            Icon {
                color: Theme.colours.accent
                size: Theme.iconLarge
                symbol: "globe"
            }

            ThemedText {
                Layout.fillWidth: true
                font.weight: Font.Medium
                text: root.firstRun.serverUrl
            }
        }
    }
}
