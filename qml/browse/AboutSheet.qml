// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.People
import Coffret.Ui

/// What is known of an account, and what it cannot do.
Sheet {
    id: root

    required property AboutViewModel about

    heading: root.about.name
    objectName: "aboutSheet"
    parent: T.Overlay.overlay
    visible: root.about.open

    buttons: [
        Button {
            focus: true
            objectName: "closeAbout"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.about.close()
        }
    ]

    onCloseRequested: root.about.close()

    AboutRow {
        Layout.fillWidth: true
        //: Before the name and version of the server's software
        label: qsTr("Service")
        value: root.about.service
    }

    AboutRow {
        Layout.fillWidth: true
        //: Before a server's address
        label: qsTr("Server")
        value: root.about.server
    }

    AboutRow {
        Layout.fillWidth: true
        //: Before the name under which the user is known to the server
        label: qsTr("You")
        value: root.about.user
    }

    AboutRow {
        Layout.fillWidth: true
        fixed: true
        //: Before the fingerprint of the user's OpenPGP key
        label: qsTr("Your key")
        value: root.about.fingerprint
    }

    LayoutRepeater {
        model: root.about.sentences

        SummaryLine {
            Layout.fillWidth: true
            symbol: "info"
        }
    }
}
