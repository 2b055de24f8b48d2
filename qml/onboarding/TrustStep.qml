// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What the server showed: its certificate and, for Passbolt, its OpenPGP key. There is no "continue anyway": a certificate nobody
/// vouches for is accepted only when its fingerprint was entered from another source.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property bool agrees: root.firstRun.server.expectedKey !== "" && !root.firstRun.server.keyRefused
    //: Under the name of the person a link from an e-mail is for
    readonly property string firstSetup: qsTr("Sets the account up for the first time")
    //: Under the name of the person a link from an e-mail is for
    readonly property string recovery: qsTr("Gets back to an account that is set up")

    spacing: Theme.space16

    onVisibleChanged: if (visible && !root.firstRun.server.certificateTrusted)
        fingerprintField.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        //: Sentence under the heading of the screen that shows fingerprints
        explanation: qsTr("Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.")
        //: Heading of the screen that shows the server's fingerprints
        title: qsTr("Is this your server?")
    }

    FingerprintCard {
        fingerprint: root.firstRun.server.certificateFingerprint
        ink: root.firstRun.server.certificateTrusted ? Theme.colours.success : Theme.colours.warning
        subject: root.firstRun.server.certificateSubject
        symbol: root.firstRun.server.certificateTrusted ? "shield-check" : "shield-alert"
        //: Above a certificate's fingerprint
        title: root.firstRun.server.certificateTrusted ? qsTr("Certificate, vouched for by an authority you trust") : qsTr("Certificate that no authority you trust vouches for")
    }

    FingerprintCard {
        fingerprint: root.firstRun.server.keyFingerprint
        ink: root.firstRun.server.keyRefused ? Theme.colours.danger : root.agrees ? Theme.colours.success : Theme.colours.textSecondary
        objectName: "serverKeyCard"
        symbol: root.firstRun.server.keyRefused ? "shield-alert" : root.agrees ? "shield-check" : "fingerprint"
        //: Above a Passbolt server's key fingerprint; when it is the one an account kit names
        title: root.agrees ? qsTr("The server's OpenPGP key, the same as in your account kit") : qsTr("The server's OpenPGP key")
        visible: fingerprint !== ""
    }

    FingerprintCard {
        fingerprint: root.firstRun.server.expectedKey
        objectName: "expectedKeyCard"
        //: Above the fingerprint that an account kit names, when the server shows another one
        title: qsTr("The key your account kit was made for")
        visible: root.firstRun.server.keyRefused
    }

    PersonCard {
        Layout.fillWidth: true
        enrolment: root.firstRun.enrolment
        objectName: "invitedPerson"
        server: root.firstRun.enrolment.recovering ? root.recovery : root.firstSetup
        visible: root.firstRun.enrolment.hasLink && root.firstRun.enrolment.personEmail !== ""
    }

    Banner {
        Layout.fillWidth: true
        //: Under the sentence that says how far this computer's clock is off
        hint: qsTr("Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.")
        kind: Banner.Warning
        objectName: "clockBanner"
        title: root.firstRun.server.clockWarning
        visible: title !== ""
    }

    FormField {
        id: fingerprintFieldForm

        Layout.fillWidth: true
        //: Help under the field for the expected fingerprint of a certificate
        help: qsTr("Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.")
        //: Label of the field for the expected fingerprint
        label: qsTr("Expected fingerprint")
        visible: !root.firstRun.server.certificateTrusted

        TextField {
            id: fingerprintField

            Layout.fillWidth: true
            fixedFont: true
            label: qsTr("Expected fingerprint")
            objectName: "expectedFingerprintField"
            remark: fingerprintFieldForm.remark
            text: root.firstRun.server.expectedFingerprint

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.server.expectedFingerprint = text
        }
    }
}
