// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Certificates
import Coffret.Controls
import Coffret.Ui

/// The certificate of a secret: what it says, or the offer to look.
Card {
    id: root

    required property DetailViewModel detail
    readonly property CertificateCard certificate: root.detail.certificate
    readonly property bool readable: root.certificate.shown || root.certificate.faultText !== ""

    //: Accessible name of the part that says what a certificate is
    Accessible.name: qsTr("Certificate")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight + 2 * Theme.space16
    objectName: "detailCertificate"

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: Theme.space16
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12
            visible: !root.readable

            Icon {
                color: Theme.colours.certificate
                size: Theme.iconMedium
                symbol: "certificate"
            }

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                //: Beside the button that opens a certificate to look at it
                text: root.detail.revealHint !== "" ? root.detail.revealHint : qsTr("Whose it is and how long it is valid is in the protected part.")
                wrapMode: Text.Wrap
            }

            Button {
                Accessible.description: root.detail.revealHint
                enabled: root.detail.revealHint === "" && !root.detail.busy
                objectName: "inspectCertificate"
                symbol: "eye"
                //: Button: opens a certificate and says what is in it, without showing its text
                text: root.detail.busy ? qsTr("Opening…") : qsTr("Inspect")

                onClicked: root.detail.inspectCertificate()
            }
        }

        FindingRow {
            Layout.fillWidth: true
            hint: root.certificate.faultHint
            key: "bad"
            label: root.certificate.faultText
            visible: root.certificate.faultText !== ""
        }

        CertificateBody {
            Layout.fillWidth: true
            certificate: root.certificate
            copyable: true
            visible: root.certificate.shown

            onCopyRequested: fingerprint => root.detail.copyFingerprint(fingerprint)
        }
    }
}
