// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Asks for the password of a certificate's file.
FormField {
    id: root

    required property CertificateForm form
    property bool presenting: false

    //: Label of the field for a file's password. %1 is the file's name
    label: qsTr("Password of %1").arg(root.form.fileName)

    onVisibleChanged: if (visible) {
        input.begin();
        input.forceActiveFocus(Qt.TabFocusReason);
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space8
        columns: buttons.inOneLine + Theme.sidebarMinimum < root.width ? 2 : 1
        rowSpacing: Theme.space8

        SecretField {
            id: input

            Layout.fillWidth: true
            document: root.form.password
            invalid: root.form.errorText !== ""
            label: root.label
            objectName: "certificatePassword"
            presenting: root.presenting
            remark: root.remark

            onAccepted: root.form.openFile()
        }

        ButtonFlow {
            id: buttons

            Layout.alignment: Qt.AlignRight
            available: root.width

            Button {
                enabled: !root.form.busy && !root.form.password.empty
                kind: Button.Primary
                objectName: "openCertificateFile"
                //: Button: opens a file with the password beside it
                text: root.form.busy ? qsTr("Opening…") : qsTr("Open")

                onClicked: root.form.openFile()
            }

            Button {
                kind: Button.Quiet
                objectName: "forgetCertificateFile"
                //: Button: does without a file that has a password
                text: qsTr("Cancel")

                onClicked: root.form.forgetFile()
            }
        }
    }
}
