// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What a certificate says: whose it is, how long, and how it fits together. The technical part is folded away.
ColumnLayout {
    id: root

    required property CertificateCard certificate
    property bool copyable: false
    property bool unfolded: false
    property bool offers: false ///< whether any of the actions is there
    default property alias actions: actionFlow.data

    signal copyRequested(string fingerprint)

    spacing: Theme.space12

    ColumnLayout {
        Accessible.description: root.certificate.subject
        Accessible.name: root.certificate.title
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        spacing: Theme.focusWidth

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            font.pixelSize: Theme.emphasis
            font.weight: Font.DemiBold
            objectName: "certificateTitle"
            text: root.certificate.title
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideNone
            font.pixelSize: Theme.caption
            text: root.certificate.subject
            visible: text !== "" && text !== root.certificate.title
            wrapMode: Text.Wrap
        }
    }

    ValidityBar {
        Layout.fillWidth: true
        certificate: root.certificate
    }

    LayoutRepeater {
        model: root.certificate.findings

        FindingRow {
            Layout.fillWidth: true
        }
    }

    Flow {
        id: actionFlow

        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.offers
    }

    NameTags {
        Layout.fillWidth: true
        certificate: root.certificate
    }

    CertificateLine {
        Layout.fillWidth: true
        //: Label of the name of who signed a certificate
        label: qsTr("Issued by")
        text: root.certificate.issuer
    }

    Button {
        Layout.leftMargin: -Theme.space8
        kind: Button.Quiet
        objectName: "certificateDetails"
        symbol: root.unfolded ? "chevron-down" : "chevron-right"
        //: Button that unfolds or folds the fingerprints, the chain and so on of a certificate
        text: root.unfolded ? qsTr("Hide fingerprints and chain") : qsTr("Fingerprints and chain")

        onClicked: root.unfolded = !root.unfolded
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space12
        visible: root.unfolded

        FingerprintLine {
            Layout.fillWidth: true
            copyable: root.copyable
            label: "SHA-256"
            text: root.certificate.sha256

            onCopyRequested: root.copyRequested(text)
        }

        FingerprintLine {
            Layout.fillWidth: true
            copyable: root.copyable
            label: "SHA-1"
            text: root.certificate.sha1

            onCopyRequested: root.copyRequested(text)
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space16

            CertificateLine {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.sidebarMinimum
                //: Label of the kind and size of a certificate's key
                label: qsTr("Key")
                text: root.certificate.keyText
            }

            CertificateLine {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.sidebarMinimum
                //: Label of the way a certificate was signed
                label: qsTr("Signature")
                text: root.certificate.signature
            }
        }

        CertificateLine {
            Layout.fillWidth: true
            //: Label of the serial number of a certificate
            label: qsTr("Serial number")
            text: root.certificate.serial
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            //: Label above the certificates of a chain
            text: qsTr("Chain")
        }

        ColumnLayout {
            //: Accessible name of the list of certificates that signed each other
            Accessible.name: qsTr("Chain of certificates")
            Accessible.role: Accessible.List
            Layout.fillWidth: true
            Layout.topMargin: -Theme.space8
            objectName: "certificateChain"
            spacing: Theme.space8

            LayoutRepeater {
                model: root.certificate.chain

                ChainRow {
                    Layout.fillWidth: true
                }
            }
        }
    }
}
