// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// The first screen: which service, or just a look around. Shown before anything else, so nothing in it waits for a
/// layout to settle.
Column {
    id: root

    signal chosen(string service)
    signal kitChosen
    signal linkChosen
    signal demoRequested

    spacing: Theme.space12

    onVisibleChanged: if (visible && root.Window.active) // not as the program starts: nobody has used the keyboard yet
        passboltTile.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        bottomPadding: Theme.space12
        //: Sentence under the heading of the first screen
        explanation: qsTr("Secrets stay on your server. Coffret opens one only when you ask for it.")
        //: Heading of the first screen
        title: qsTr("Where are your secrets?")
        width: root.width
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
        width: root.width

        onClicked: root.chosen(service)
    }

    ServiceTile {
        //: What is needed to sign in to Fudo Enterprise
        explanation: qsTr("Appliance address and an access token")
        service: "fudo"
        symbol: "server"
        //: Name of the service Fudo Enterprise UAG
        text: qsTr("Fudo Enterprise")
        width: root.width

        onClicked: root.chosen(service)
    }

    ServiceTile {
        //: What is needed to sign in to CommandK
        explanation: qsTr("Access tokens and the apps to show")
        service: "commandk"
        symbol: "apikey"
        //: Name of the service CommandK
        text: qsTr("CommandK")
        width: root.width

        onClicked: root.chosen(service)
    }

    WordsAndButtons {
        topPadding: Theme.space12
        width: root.width
        //: Beside the buttons for what a Passbolt server hands out
        words: qsTr("Invited to Passbolt?")

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

    WordsAndButtons {
        width: root.width
        //: Beside the button that starts the demo vault
        words: qsTr("Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.")
        wordsMinimum: 4 * Theme.tileLarge

        Button {
            objectName: "demoButton"
            symbol: "play"
            //: Button on the first screen
            text: qsTr("Try the demo vault")

            onClicked: root.demoRequested()
        }
    }
}
