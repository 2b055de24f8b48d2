// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What may be told about an account whichever way it comes: its name and, where the server's certificate is a private
/// one, its authority.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun

    spacing: Theme.space16

    FormField {
        id: accountNameFieldForm

        Layout.fillWidth: true
        //: Help under the account name field
        help: qsTr("Shown in the sidebar. The server's name is used if you leave it empty.")
        //: Label of the account name field
        label: qsTr("Name (optional)")

        TextField {
            Layout.fillWidth: true
            label: qsTr("Name (optional)")
            objectName: "accountNameField"
            remark: accountNameFieldForm.remark
            text: root.firstRun.accountName

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.accountName = text
        }
    }

    FileField {
        Layout.fillWidth: true
        //: Entry of the file type list in the certificate authority's file dialog
        filter: qsTr("Certificates (*.pem *.crt *.cer)")
        //: Help under the certificate authority field
        help: qsTr("Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.")
        //: Label of the certificate authority field
        label: qsTr("Certificate authority (optional)")
        name: "authority"
        path: root.firstRun.server.authorityFile

        onChosen: path => root.firstRun.server.authorityFile = path
        onConfirmed: root.firstRun.next()
        onEdited: path => root.firstRun.server.authorityFile = path
    }
}
