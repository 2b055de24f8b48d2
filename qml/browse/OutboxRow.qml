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
    required property bool busy ///< being sent, or open in the form
    readonly property bool asked: root.outbox.asked === root.changeId

    spacing: Theme.space8

    onAskedChanged: {
        if (root.asked)
            keep.forceActiveFocus(Qt.TabFocusReason);
    }

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
                Accessible.role: root.asked ? Accessible.AlertMessage : Accessible.StaticText
                Layout.fillWidth: true
                color: root.asked ? Theme.colours.text : root.refused ? Theme.colours.warning : Theme.colours.textSecondary
                font.pixelSize: root.asked ? Theme.body : Theme.caption
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
            //: What a screen reader says of a button. %1 is the name of a secret
            Accessible.name: qsTr("Discard the change of %1").arg(root.name)
            kind: Button.Danger
            objectName: "dropWaiting"
            //: Button: gives up a change that waits
            text: qsTr("Discard")
            visible: root.asked

            onClicked: root.outbox.drop()
        }

        Button {
            id: keep

            //: What a screen reader says of a button. %1 is the name of a secret
            Accessible.name: qsTr("Keep the change of %1").arg(root.name)
            objectName: "keepWaiting"
            //: Button: does not give up a change that waits
            text: qsTr("Keep")
            visible: root.asked

            onClicked: root.outbox.keep()
        }

        Button {
            //: What a screen reader says of a button. %1 is the name of a secret
            Accessible.name: qsTr("Discard the change of %1…").arg(root.name)
            enabled: !root.busy
            objectName: "askToDrop"
            //: Button: asks before a change that waits is given up
            text: qsTr("Discard…")
            visible: !root.asked

            onClicked: root.outbox.askToDrop(root.changeId)
        }

        Button {
            //: What a screen reader says of a button. %1 is the name of a secret
            Accessible.name: qsTr("Edit the change of %1…").arg(root.name)
            enabled: !root.busy
            objectName: "editWaiting"
            //: Button: opens a change that waits in the form
            text: qsTr("Edit…")
            visible: !root.asked

            onClicked: root.outbox.edit(root.changeId)
        }

        Button {
            //: What a screen reader says of a button. %1 is the name of a secret
            Accessible.name: qsTr("Send the change of %1 now").arg(root.name)
            enabled: !root.busy
            objectName: "sendWaiting"
            //: Button: sends a change that waits
            text: qsTr("Send now")
            visible: !root.asked

            onClicked: root.outbox.send(root.changeId)
        }
    }
}
