// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// What was written while a server could not be reached, and has not reached it yet.
Sheet {
    id: root

    required property OutboxViewModel outbox

    //: Under the heading of the sheet with changes that wait
    explanation: qsTr("They lie sealed on this computer until they are sent.")
    //: Heading of a sheet: changes that were made without the server
    heading: qsTr("Not sent yet")
    objectName: "outboxSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.sidebarWidth
    visible: root.outbox.open

    buttons: [
        Button {
            focus: true
            objectName: "closeOutbox"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.outbox.close()
        }
    ]

    onCloseRequested: root.outbox.close()

    Banner {
        Layout.fillWidth: true
        hint: root.outbox.troubleHint
        objectName: "outboxTrouble"
        //: Question before changes that cannot be read are given up
        title: root.outbox.givingUp ? qsTr("Give up what you have written?") : root.outbox.troubleText
        visible: root.outbox.troubleText !== ""

        Button {
            objectName: "readAgain"
            //: Button: tries once more to read what waits
            text: qsTr("Try again")
            visible: !root.outbox.givingUp

            onClicked: root.outbox.readAgain()
        }

        Button {
            objectName: "askToDropUnreadable"
            //: Button: asks before what was written, and cannot be read any more, is given up
            text: qsTr("Give it up…")
            visible: !root.outbox.givingUp

            onClicked: root.outbox.askToDropUnreadable()
        }

        Button {
            kind: Button.Danger
            objectName: "dropUnreadable"
            //: Button: what was written, and cannot be read any more, is given up
            text: qsTr("Discard")
            visible: root.outbox.givingUp

            onClicked: root.outbox.dropUnreadable()
        }

        Button {
            id: keep

            objectName: "keepUnreadable"
            //: Button: what was written, and cannot be read now, is not given up
            text: qsTr("Keep")
            visible: root.outbox.givingUp

            onClicked: root.outbox.keep()
        }
    }

    Connections {
        function onAskedChanged(): void {
            if (root.outbox.givingUp)
                keep.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.outbox
    }

    Banner {
        Layout.fillWidth: true
        hint: root.outbox.errorHint
        objectName: "outboxError"
        title: root.outbox.errorText
        visible: title !== ""
    }

    LayoutRepeater {
        model: root.outbox

        OutboxRow {
            Layout.fillWidth: true
            outbox: root.outbox
        }
    }
}
