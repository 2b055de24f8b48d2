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
    readonly property string shownFingerprint: root.sharedKey.fingerprint
    property string comparedFingerprint ///< what was shown when the box was ticked; empty: it is not

    function compareAnew(): void {
        compared.checked = false;
        root.comparedFingerprint = "";
    }

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
            enabled: root.comparedFingerprint !== "" && root.comparedFingerprint === root.shownFingerprint
            kind: Button.Primary
            objectName: "acceptSharedKey"
            //: Button: accepts a new shared key
            text: qsTr("Accept")

            onClicked: root.sharedKey.accept(root.comparedFingerprint)
        }
    ]

    onCloseRequested: root.sharedKey.cancel()
    onShownFingerprintChanged: root.compareAnew()
    onVisibleChanged: root.compareAnew()

    FingerprintCard {
        fingerprint: root.sharedKey.acceptedFingerprint
        //: Above the fingerprint of the shared key that was accepted before
        title: qsTr("Accepted before")
        visible: fingerprint !== ""
    }

    FingerprintCard {
        fingerprint: root.shownFingerprint
        ink: Theme.colours.warning
        objectName: "newSharedKey"
        subject: root.sharedKey.keyName
        symbol: "shield-alert"
        //: Above the fingerprint of a new shared key
        title: qsTr("New")
    }

    ThemedText {
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

        onToggled: root.comparedFingerprint = compared.checked ? root.shownFingerprint : ""
    }

    Banner {
        Layout.fillWidth: true
        title: root.sharedKey.errorText
        visible: title !== ""
    }
}
