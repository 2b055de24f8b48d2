// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What an SSH key is, its public half, and whether the user's agent has it.
Card {
    id: root

    required property SshKeyCard sshKey
    readonly property bool lent: root.sshKey.lent

    /// The button that had the keyboard has gone.
    function passOn(from: Item, to: Item): void {
        if (from.activeFocus || (from.focus && agent.visible))
            to.forceActiveFocus(Qt.TabFocusReason);
        else if (from.focus)
            to.focus = true; // once the keyboard comes back
    }

    //: Accessible name of the part about an SSH key
    Accessible.name: qsTr("SSH key")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight + 2 * Theme.space16
    objectName: "sshKeyPane"

    onLentChanged: root.lent ? root.passOn(add, takeOut) : root.passOn(takeOut, add)

    ColumnLayout {
        id: column

        spacing: Theme.space12
        width: parent.width - 2 * Theme.space16
        x: Theme.space16
        y: Theme.space16

        SshKeyFacts {
            Layout.fillWidth: true
            sshKey: root.sshKey
        }

        Banner {
            Layout.fillWidth: true
            kind: Banner.Warning
            objectName: "keyWarning"
            title: root.sshKey.warning
            visible: title !== ""
        }

        Banner {
            Layout.fillWidth: true
            dismissable: true
            hint: root.sshKey.errorHint
            objectName: "keyError"
            title: root.sshKey.errorText
            visible: title !== "" && !root.sshKey.asking

            onDismissed: root.sshKey.dismissError()
        }

        Banner {
            Layout.fillWidth: true
            kind: Banner.Warning
            objectName: "keyQuestion"
            title: root.sshKey.question
            visible: title !== ""

            onVisibleChanged: if (visible)
                no.forceActiveFocus(Qt.ShortcutFocusReason)

            Button {
                kind: Button.Primary
                objectName: "useKeyAnyway"
                //: Button: uses a key whose signature is missing or not expected
                text: qsTr("Use it anyway")

                onClicked: {
                    copyPublic.forceActiveFocus(Qt.OtherFocusReason);
                    root.sshKey.goOn();
                }
            }

            Button {
                id: no

                objectName: "doNotUseKey"
                //: Button: does not use a key
                text: qsTr("Do not use it")

                onClicked: {
                    root.sshKey.dropQuestion();
                    copyPublic.forceActiveFocus(Qt.OtherFocusReason);
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12
            visible: root.sshKey.lent

            ProgressRing {
                colour: Theme.colours.success
                remaining: root.sshKey.remaining
            }

            ThemedText {
                Layout.fillWidth: true
                elide: Text.ElideNone
                objectName: "lentText"
                text: root.sshKey.lentText
                wrapMode: Text.Wrap
            }

            ThemedText {
                color: Theme.colours.textSecondary
                objectName: "lentLeft"
                text: root.sshKey.leftText
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Button {
                id: copyPublic

                Accessible.description: root.sshKey.proved ? "" : root.sshKey.useHint
                enabled: !root.sshKey.busy && (root.sshKey.proved || root.sshKey.useHint === "")
                objectName: "copyPublicKey"
                symbol: "copy"
                //: Button: copies the public half of an SSH key
                text: qsTr("Copy public key")
                width: Math.min(implicitWidth, parent.width)

                onClicked: root.sshKey.copyPublicKey()
            }

            Button {
                id: add

                Accessible.description: root.sshKey.useHint
                enabled: !root.sshKey.busy && root.sshKey.useHint === ""
                objectName: "askToAdd"
                symbol: "agent"
                //: Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent
                text: qsTr("Add to ssh-agent…")
                visible: !root.lent
                width: Math.min(implicitWidth, parent.width)

                onClicked: root.sshKey.askToAdd()
            }

            Button {
                id: takeOut

                objectName: "takeOutOfAgent"
                symbol: "close"
                //: Button: takes a key out of the SSH agent
                text: qsTr("Remove from ssh-agent")
                visible: root.lent
                width: Math.min(implicitWidth, parent.width)

                onClicked: root.sshKey.takeOut()
            }
        }
    }

    AgentSheet {
        id: agent

        sshKey: root.sshKey
    }
}
