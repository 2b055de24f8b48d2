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
    explanation: qsTr("They lie sealed on this computer, and are sent with the next sync.")
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
        title: root.outbox.troubleText
        visible: title !== ""

        Button {
            kind: Button.Danger
            objectName: "dropUnreadable"
            //: Button: what was written, and cannot be read any more, is given up
            text: qsTr("Give it up")

            onClicked: root.outbox.dropUnreadable()
        }
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
