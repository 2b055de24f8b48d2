// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Asks for how long a key goes into the SSH agent.
Sheet {
    id: root

    required property SshKeyCard sshKey
    readonly property list<RadioButton> spans: [untilLocked, oneHour, eightHours, ownMinutes] ///< in the order of Span

    /// The time before or after the chosen one.
    function step(by: int): void {
        const next = root.sshKey.span + by;
        if (next < 0 || next >= root.spans.length)
            return;
        root.spans[next].choose();
        root.spans[next].forceActiveFocus(Qt.TabFocusReason);
    }

    //: Under the heading of the sheet that puts a key into the SSH agent
    explanation: qsTr("Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.")
    //: Heading of the sheet that puts a key into the SSH agent. %1 is a secret's name
    heading: qsTr("Add “%1” to ssh-agent").arg(root.sshKey.name)
    objectName: "agentSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.sidebarWidth / 2
    visible: root.sshKey.asking

    buttons: [
        Button {
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.sshKey.cancelAdding()
        },
        Button {
            enabled: !root.sshKey.busy
            kind: Button.Primary
            objectName: "addToAgent"
            //: Buttons that put a key into the SSH agent: before and while it is opened
            text: root.sshKey.busy ? qsTr("Opening…") : qsTr("Add")

            onClicked: root.sshKey.add()
        }
    ]

    onCloseRequested: root.sshKey.cancelAdding()
    onOpened: root.spans[root.sshKey.span].forceActiveFocus(Qt.TabFocusReason)

    Banner {
        Layout.fillWidth: true
        hint: root.sshKey.errorHint
        objectName: "agentError"
        title: root.sshKey.errorText
        visible: title !== ""
    }

    T.ButtonGroup {
        id: choice // one of them lies beside a field
    }

    ColumnLayout {
        //: Accessible name of the choice of a time
        Accessible.name: qsTr("For how long")
        Accessible.role: Accessible.Grouping
        Keys.onDownPressed: root.step(1)
        Keys.onEnterPressed: root.sshKey.add()
        Keys.onReturnPressed: root.sshKey.add()
        Keys.onUpPressed: root.step(-1)
        Layout.fillWidth: true
        spacing: Theme.space4

        RadioButton {
            id: untilLocked

            Layout.fillWidth: true
            T.ButtonGroup.group: choice
            checked: root.sshKey.span === SshKeyCard.UntilLocked
            //: Below the choice "Until Coffret locks"
            explanation: qsTr("At most 24 hours, should Coffret end without a chance to take it out.")
            objectName: "spanUntilLocked"
            //: Choice of how long a key stays in the SSH agent
            text: qsTr("Until Coffret locks")

            onToggled: root.sshKey.span = SshKeyCard.UntilLocked
        }

        RadioButton {
            id: oneHour

            Layout.fillWidth: true
            T.ButtonGroup.group: choice
            checked: root.sshKey.span === SshKeyCard.OneHour
            objectName: "spanOneHour"
            //: Choice of how long a key stays in the SSH agent
            text: qsTr("1 hour")

            onToggled: root.sshKey.span = SshKeyCard.OneHour
        }

        RadioButton {
            id: eightHours

            Layout.fillWidth: true
            T.ButtonGroup.group: choice
            checked: root.sshKey.span === SshKeyCard.EightHours
            objectName: "spanEightHours"
            //: Choice of how long a key stays in the SSH agent
            text: qsTr("8 hours")

            onToggled: root.sshKey.span = SshKeyCard.EightHours
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            RadioButton {
                id: ownMinutes

                T.ButtonGroup.group: choice
                checked: root.sshKey.span === SshKeyCard.OwnMinutes
                objectName: "spanOwnMinutes"
                //: Choice of how long a key stays in the SSH agent; a number is written behind it
                text: qsTr("Minutes:")

                onToggled: root.sshKey.span = SshKeyCard.OwnMinutes
            }

            TextField {
                Layout.preferredWidth: Theme.tileLarge + Theme.space32
                horizontalAlignment: TextInput.AlignRight
                inputMethodHints: Qt.ImhDigitsOnly
                invalid: root.sshKey.minutesError !== ""
                //: Accessible name of the field for a number of minutes
                label: qsTr("Minutes")
                objectName: "agentMinutes"
                text: root.sshKey.minutes

                onAccepted: root.sshKey.add()
                onTextEdited: root.sshKey.minutes = text
            }
        }

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            color: Theme.colours.danger
            font.pixelSize: Theme.caption
            objectName: "minutesError"
            text: root.sshKey.minutesError
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.sshKey.confirm
        //: Below "Confirm each use". ssh-askpass is the name of a program
        explanation: qsTr("The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.")
        objectName: "confirmUse"
        //: Check box: the SSH agent asks before each use of a key
        text: qsTr("Confirm each use")

        onToggled: root.sshKey.confirm = checked
    }
}
