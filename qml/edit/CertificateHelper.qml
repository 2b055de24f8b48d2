// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Certificates
import Coffret.Controls
import Coffret.Ui

/// Below the certificate of a form: a file to take it from, and what is known of what was written.
ColumnLayout {
    id: root

    required property EditorViewModel editor
    readonly property CertificateForm form: root.editor.certificate
    readonly property CertificateCard card: root.form.card
    readonly property bool takesExpiry: root.editor.hasExpiry && root.editor.expiryHint === ""
    readonly property bool offersExpiry: root.takesExpiry && root.form.expiryDay !== "" && root.editor.expires !== root.form.expiryDay

    objectName: "certificateHelper"
    spacing: Theme.space12

    FileField {
        id: file

        Layout.fillWidth: true
        error: root.form.errorText
        //: Entry of the file type list in a certificate's file dialog
        filter: qsTr("Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)")
        //: Help under the field for a certificate's file
        help: root.form.fileText !== "" ? root.form.fileText : qsTr("PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.")
        //: Label of the field for a certificate's file
        label: qsTr("From a file")
        name: "certificateFile"
        path: ""

        onChosen: path => root.form.chooseFile(path)
        onConfirmed: root.form.chooseFile(file.text)
    }

    ThemedText {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.space8
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.form.errorHint
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    CertificatePassword {
        Layout.fillWidth: true
        form: root.form
        presenting: root.editor.presenting
        visible: root.form.wantsPassword
    }

    Rectangle {
        Layout.fillWidth: true
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: Theme.colours.window
        implicitHeight: found.implicitHeight + 2 * Theme.space12
        objectName: "certificateFound"
        radius: Theme.radiusControl
        visible: root.card.shown || root.card.faultText !== ""

        ColumnLayout {
            id: found

            anchors.left: parent.left
            anchors.margins: Theme.space12
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: Theme.space12

            FindingRow {
                Layout.fillWidth: true
                hint: root.card.faultHint
                key: "bad"
                label: root.card.faultText
                objectName: "certificateFault"
                visible: root.card.faultText !== ""
            }

            CertificateBody {
                Layout.fillWidth: true
                certificate: root.card
                offers: root.form.outOfOrder || root.offersExpiry
                visible: root.card.shown

                Button {
                    objectName: "putInOrder"
                    //: Button: sorts the certificates of a chain
                    text: qsTr("Put in order")
                    visible: root.form.outOfOrder

                    onClicked: root.form.putInOrder()
                }

                FittedButton {
                    objectName: "expiresWithCertificate"
                    symbol: "calendar"
                    //: Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31
                    text: qsTr("Expires with the certificate, %1").arg(root.form.expiryDay)
                    visible: root.offersExpiry

                    onClicked: root.editor.expires = root.form.expiryDay
                }
            }
        }
    }
}
