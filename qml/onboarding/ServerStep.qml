// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Address, name and, where the server's certificate is a private one, its authority.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun

    spacing: Theme.space16

    onVisibleChanged: if (visible)
        serverField.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        //: Sentence under the heading of the address screen
        explanation: qsTr("Coffret talks HTTPS only and checks the server's certificate before anything else.")
        //: Heading of the screen that asks for the server's address
        title: qsTr("Which server?")
    }

    FormField {
        Layout.fillWidth: true
        //: Label of the server address field
        label: qsTr("Server address")

        TextField {
            id: serverField

            Layout.fillWidth: true
            label: qsTr("Server address")
            objectName: "serverField"
            //: Example in the server address field; keep the address
            placeholderText: qsTr("https://vault.example.com")
            text: root.firstRun.serverUrl

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.serverUrl = text
        }
    }

    FormField {
        Layout.fillWidth: true
        //: Help under the account name field
        help: qsTr("Shown in the sidebar. The server's name is used if you leave it empty.")
        //: Label of the account name field
        label: qsTr("Name (optional)")

        TextField {
            Layout.fillWidth: true
            label: qsTr("Name (optional)")
            objectName: "accountNameField"
            text: root.firstRun.accountName

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.accountName = text
        }
    }

    FormField {
        Layout.fillWidth: true
        //: Help under the certificate authority field
        help: qsTr("Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.")
        //: Label of the certificate authority field
        label: qsTr("Certificate authority (optional)")

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            TextField {
                Layout.fillWidth: true
                label: qsTr("Certificate authority (optional)")
                objectName: "authorityField"
                text: root.firstRun.authorityFile

                onAccepted: root.firstRun.next()
                onTextEdited: root.firstRun.authorityFile = text
            }

            Button {
                objectName: "authorityButton"
                symbol: "folder"
                //: Button that opens a file dialog
                text: qsTr("Choose…")

                // By address: naming the type would load the libraries behind file dialogs at every start.
                onClicked: dialog.setSource("AuthorityDialog.qml", {
                        "firstRun": root.firstRun
                    })
            }
        }
    }

    Loader {
        id: dialog

        objectName: "authorityDialog"
    }
}
