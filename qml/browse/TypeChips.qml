// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One filter at a time: everything, or one type of secret. They go on in a second line where there is no room.
Flow {
    id: root

    required property string type ///< "" for all

    signal chosen(string type)

    //: Accessible name of the row of filters above the list
    Accessible.name: qsTr("Filter by type")
    Accessible.role: Accessible.Grouping
    spacing: Theme.space4

    Chip {
        checked: root.type === ""
        //: Filter above the list: every type
        text: qsTr("All")

        onClicked: root.chosen("")
    }

    Chip {
        checked: root.type === "login"
        symbol: "login"
        //: Filter above the list
        text: qsTr("Logins")
        tint: Theme.colours.login

        onClicked: root.chosen(root.type === "login" ? "" : "login")
    }

    Chip {
        checked: root.type === "sshkey"
        symbol: "sshkey"
        //: Filter above the list
        text: qsTr("SSH keys")
        tint: Theme.colours.sshkey

        onClicked: root.chosen(root.type === "sshkey" ? "" : "sshkey")
    }

    Chip {
        checked: root.type === "note"
        symbol: "note"
        //: Filter above the list
        text: qsTr("Notes")
        tint: Theme.colours.note

        onClicked: root.chosen(root.type === "note" ? "" : "note")
    }

    Chip {
        checked: root.type === "apikey"
        symbol: "apikey"
        //: Filter above the list
        text: qsTr("API keys")
        tint: Theme.colours.apikey

        onClicked: root.chosen(root.type === "apikey" ? "" : "apikey")
    }

    Chip {
        checked: root.type === "certificate"
        symbol: "certificate"
        //: Filter above the list
        text: qsTr("Certificates")
        tint: Theme.colours.certificate

        onClicked: root.chosen(root.type === "certificate" ? "" : "certificate")
    }
}
