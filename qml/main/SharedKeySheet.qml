// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Onboarding
import Coffret.Ui

/// The server names another key for what several persons share.
Sheet {
    id: root

    required property SharedKeyViewModel sharedKey

    //: Below the heading, when the server names a new shared key
    explanation: qsTr("Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.")
    //: Heading, when the server names a new shared key
    heading: qsTr("A new shared key")
    objectName: "sharedKeySheet"
    parent: T.Overlay.overlay
    visible: root.sharedKey.asking

    buttons: [
        Button {
            focus: true
            objectName: "cancelSharedKey"
            //: Button: a new shared key is not accepted
            text: qsTr("Not now")

            onClicked: root.sharedKey.cancel()
        },
        Button {
            enabled: compared.checked
            kind: Button.Primary
            objectName: "acceptSharedKey"
            //: Button: accepts a new shared key
            text: qsTr("Accept")

            onClicked: root.sharedKey.accept()
        }
    ]

    onCloseRequested: root.sharedKey.cancel()
    onVisibleChanged: compared.checked = false

    FingerprintCard {
        fingerprint: root.sharedKey.acceptedFingerprint
        //: Above the fingerprint of the shared key that was accepted before
        title: qsTr("Accepted before")
        visible: fingerprint !== ""
    }

    FingerprintCard {
        fingerprint: root.sharedKey.fingerprint
        ink: Theme.colours.warning
        objectName: "newSharedKey"
        subject: root.sharedKey.keyName
        symbol: "shield-alert"
        //: Above the fingerprint of a new shared key
        title: qsTr("New")
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        objectName: "sharedKeyGiver"
        text: root.sharedKey.givenBy
        wrapMode: Text.Wrap
    }

    CheckBox {
        id: compared

        Layout.fillWidth: true
        objectName: "sharedKeyCompared"
        //: Beside a box to be checked before a new shared key can be accepted
        text: qsTr("I compared the new fingerprint with an administrator")
    }

    Banner {
        Layout.fillWidth: true
        title: root.sharedKey.errorText
        visible: title !== ""
    }
}
