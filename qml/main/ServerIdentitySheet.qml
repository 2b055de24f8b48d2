// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Onboarding
import Coffret.Ui

/// A server shows another key or certificate than before. There is no "continue anyway": the new one is accepted only
/// when its fingerprint was entered from another source.
Sheet {
    id: root

    required property ServerIdentityViewModel identity

    function send(): void {
        root.identity.accept(field.text);
    }

    //: Below the heading, when a server's key or certificate is another one than before
    explanation: qsTr("Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.")
    //: Heading, when a server's key or certificate is another one than before. %1 is the name of an account
    heading: root.identity.certificate ? qsTr("“%1” shows another certificate").arg(root.identity.accountName) : qsTr("“%1” shows another OpenPGP key").arg(root.identity.accountName)
    objectName: "serverIdentitySheet"
    parent: T.Overlay.overlay
    visible: root.identity.asking

    buttons: [
        Button {
            objectName: "cancelIdentity"
            //: Button: a server's new fingerprint is not accepted
            text: qsTr("Do not sign in")

            onClicked: root.identity.cancel()
        },
        Button {
            kind: Button.Primary
            objectName: "acceptIdentity"
            //: Button: compares what was typed, and accepts a server's new fingerprint if it agrees
            text: qsTr("Compare and sign in")

            onClicked: root.send()
        }
    ]

    onCloseRequested: root.identity.cancel()
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)
    onVisibleChanged: field.clear()

    FingerprintCard {
        fingerprint: root.identity.acceptedFingerprint
        objectName: "acceptedFingerprint"
        //: Above the fingerprint that was accepted before
        title: qsTr("Accepted before")
        visible: fingerprint !== ""
    }

    FingerprintCard {
        fingerprint: root.identity.shownFingerprint
        ink: Theme.colours.warning
        objectName: "shownFingerprint"
        symbol: "shield-alert"
        //: Above the fingerprint that the server shows now
        title: qsTr("Shown now")
    }

    Banner {
        Layout.fillWidth: true
        hint: root.identity.errorHint
        objectName: "identityError"
        title: root.identity.errorText
        visible: title !== ""
    }

    FormField {
        id: fieldForm

        Layout.fillWidth: true
        //: Help under the field for a server's new fingerprint
        help: qsTr("Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.")
        //: Label of the field for a server's new fingerprint
        label: qsTr("Fingerprint you were told")

        TextField {
            id: field

            Layout.fillWidth: true
            fixedFont: true
            label: qsTr("Fingerprint you were told")
            objectName: "identityField"
            remark: fieldForm.remark

            onAccepted: root.send()
        }
    }
}
