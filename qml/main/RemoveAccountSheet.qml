// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Before an account is taken off this computer.
Sheet {
    id: root

    required property AccountRemovalViewModel removal

    //: Below the question before an account is removed
    explanation: qsTr("Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.")
    //: Beside the buttons while an account is being removed
    footnote: root.removal.busy ? qsTr("Signing out…") : ""
    //: Heading of the question before an account is removed. %1 is its name
    heading: qsTr("Remove “%1” from this computer?").arg(root.removal.accountName)
    objectName: "removeAccountSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge * 2
    visible: root.removal.asking

    buttons: [
        Button {
            enabled: !root.removal.busy
            focus: true
            objectName: "cancelRemoval"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.removal.cancel()
        },
        Button {
            enabled: !root.removal.busy
            kind: Button.Danger
            objectName: "confirmRemoval"
            //: Button: takes an account off this computer
            text: qsTr("Remove")

            onClicked: root.removal.confirm()
        }
    ]

    onCloseRequested: root.removal.cancel()

    Banner {
        Layout.fillWidth: true
        objectName: "removalWaiting"
        title: root.removal.waitingText
        visible: title !== ""
    }

    Banner {
        Layout.fillWidth: true
        hint: root.removal.errorHint
        title: root.removal.errorText
        visible: title !== ""
    }
}
