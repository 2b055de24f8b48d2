// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A change that waits: how it stands with it, and what can be done.
ColumnLayout {
    id: root

    required property OutboxViewModel outbox
    required property string changeId
    required property string name
    required property string type
    required property string place
    required property string stateText
    required property bool refused
    required property bool sending
    readonly property bool asked: root.outbox.asked === root.changeId

    spacing: Theme.space8

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space12

        TypeTile {
            Layout.alignment: Qt.AlignTop
            type: root.type
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Layout.fillWidth: true
                font.weight: Font.DemiBold
                text: root.name
                wrapMode: Text.Wrap
            }

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                text: root.place
                wrapMode: Text.Wrap
            }

            ThemedText {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: root.refused ? Theme.colours.warning : Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                objectName: "waitingState"
                //: Question before a change that waits is given up
                text: root.asked ? qsTr("Give up what you have written?") : root.stateText
                wrapMode: Text.Wrap
            }
        }
    }

    ButtonFlow {
        Layout.alignment: Qt.AlignRight
        available: root.width

        Button {
            kind: Button.Danger
            objectName: "dropWaiting"
            //: Button: gives up a change that waits
            text: qsTr("Discard")
            visible: root.asked

            onClicked: root.outbox.drop()
        }

        Button {
            objectName: "keepWaiting"
            //: Button: does not give up a change that waits
            text: qsTr("Keep")
            visible: root.asked

            onClicked: root.outbox.keep()
        }

        Button {
            enabled: !root.sending
            objectName: "askToDrop"
            //: Button: asks before a change that waits is given up
            text: qsTr("Discard…")
            visible: !root.asked

            onClicked: root.outbox.askToDrop(root.changeId)
        }

        Button {
            enabled: !root.sending
            objectName: "editWaiting"
            //: Button: opens a change that waits in the form
            text: qsTr("Edit…")
            visible: !root.asked

            onClicked: root.outbox.edit(root.changeId)
        }

        Button {
            enabled: !root.sending
            objectName: "sendWaiting"
            //: Button: sends a change that waits
            text: qsTr("Send now")
            visible: !root.asked

            onClicked: root.outbox.send(root.changeId)
        }
    }
}
