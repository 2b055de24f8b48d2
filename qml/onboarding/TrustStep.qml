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

    spacing: Theme.space16

    onVisibleChanged: if (visible)
        fingerprintField.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        //: Sentence under the heading of the screen that shows fingerprints
        explanation: qsTr("Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.")
        //: Heading of the screen that shows the server's fingerprints
        title: qsTr("Is this your server?")
    }

    FingerprintCard {
        fingerprint: root.firstRun.certificateFingerprint
        ink: root.firstRun.certificateTrusted ? Theme.colours.success : Theme.colours.warning
        subject: root.firstRun.certificateSubject
        symbol: root.firstRun.certificateTrusted ? "shield-check" : "shield-alert"
        //: Above a certificate's fingerprint
        title: root.firstRun.certificateTrusted ? qsTr("Certificate, vouched for by an authority you trust") : qsTr("Certificate that no authority you trust vouches for")
    }

    FingerprintCard {
        fingerprint: root.firstRun.serverFingerprint
        //: Above a Passbolt server's key fingerprint
        title: qsTr("The server's OpenPGP key")
        visible: fingerprint !== ""
    }

    FormField {
        Layout.fillWidth: true
        //: Help under the field for the expected fingerprint of a certificate
        help: qsTr("Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.")
        //: Label of the field for the expected fingerprint
        label: qsTr("Expected fingerprint")
        visible: !root.firstRun.certificateTrusted

        TextField {
            id: fingerprintField

            Layout.fillWidth: true
            fixedFont: true
            label: qsTr("Expected fingerprint")
            objectName: "expectedFingerprintField"
            text: root.firstRun.expectedFingerprint

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.expectedFingerprint = text
        }
    }
}
