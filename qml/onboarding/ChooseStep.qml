// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// The first screen: which service, or just a look around.
ColumnLayout {
    id: root

    signal chosen(string service)
    signal kitChosen
    signal linkChosen
    signal demoRequested

    spacing: Theme.space12

    onVisibleChanged: if (visible && root.Window.active) // not as the program starts: nobody has used the keyboard yet
        passboltTile.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        Layout.bottomMargin: Theme.space12
        //: Sentence under the heading of the first screen
        explanation: qsTr("Secrets stay on your server. Coffret opens one only when you ask for it.")
        //: Heading of the first screen
        title: qsTr("Where are your secrets?")
    }

    ServiceTile {
        id: passboltTile

        //: What is needed to sign in to Passbolt
        explanation: qsTr("Server address and your OpenPGP key")
        focus: true
        service: "passbolt"
        symbol: "shield"
        //: Name of the service Passbolt
        text: qsTr("Passbolt")

        onClicked: root.chosen(service)
    }

    ServiceTile {
        //: What is needed to sign in to Fudo Enterprise
        explanation: qsTr("Appliance address and an access token")
        service: "fudo"
        symbol: "server"
        //: Name of the service Fudo Enterprise UAG
        text: qsTr("Fudo Enterprise")

        onClicked: root.chosen(service)
    }

    ServiceTile {
        //: What is needed to sign in to CommandK
        explanation: qsTr("Access tokens and the apps to show")
        service: "commandk"
        symbol: "apikey"
        //: Name of the service CommandK
        text: qsTr("CommandK")

        onClicked: root.chosen(service)
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space12
        columnSpacing: Theme.space8
        columns: root.width < invitations.inOneLine + 2 * Theme.tileLarge ? 1 : 2
        rowSpacing: Theme.space8

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: Beside the buttons for what a Passbolt server hands out
            text: qsTr("Invited to Passbolt?")
            wrapMode: Text.Wrap
        }

        ButtonFlow {
            id: invitations

            Layout.fillWidth: root.width < inOneLine + 2 * Theme.tileLarge
            available: root.width

            Button {
                objectName: "kitButton"
                symbol: "file"
                //: Button on the first screen
                text: qsTr("Use an account kit")

                onClicked: root.kitChosen()
            }

            Button {
                objectName: "linkButton"
                symbol: "link"
                //: Button on the first screen
                text: qsTr("Paste a link from an e-mail")

                onClicked: root.linkChosen()
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space12
        columns: root.width < demo.implicitWidth + 4 * Theme.tileLarge ? 1 : 2
        rowSpacing: Theme.space8

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: Beside the button that starts the demo vault
            text: qsTr("Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.")
            wrapMode: Text.Wrap
        }

        Button {
            id: demo

            objectName: "demoButton"
            symbol: "play"
            //: Button on the first screen
            text: qsTr("Try the demo vault")

            onClicked: root.demoRequested()
        }
    }
}
