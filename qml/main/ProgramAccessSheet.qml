// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Another program wants secrets: which one, and which of them. The keyboard begins at the answer that gives nothing.
Sheet {
    id: root

    required property ProgramAccessViewModel access

    //: Below the names of secrets that another program wants
    explanation: root.access.known ? qsTr("Allow it only if you have just started something that needs this.") : qsTr("Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.")
    //: Beside the buttons while a question waits for an answer. %1 is a number of seconds
    footnote: qsTr("Refused in %1 s").arg(root.access.secondsLeft)
    //: Heading of the question whether another program may have secrets. %1 is its name: values, or only names
    heading: root.access.names ? qsTr("%1 wants the names of your secrets").arg(root.access.program) : qsTr("%1 wants to read secrets").arg(root.access.program)
    objectName: "programAccessSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.onboardingWidth
    visible: root.access.asking

    buttons: [
        Button {
            id: refusing

            focus: true
            objectName: "refuseProgram"
            //: Button: another program gets no secrets
            text: qsTr("Refuse")

            onClicked: root.access.refuse()
        },
        Button {
            enabled: root.access.ready
            objectName: "allowProgramOnce"
            //: Button: another program gets what it wants this time
            text: qsTr("Allow once")

            onClicked: root.access.allowOnce()
        },
        Button {
            enabled: root.access.ready
            objectName: "allowProgram"
            //: Button: another program gets every secret it wants until Coffret locks
            text: qsTr("Allow everything until Coffret locks")
            visible: root.access.known

            onClicked: root.access.allowUntilLocked()
        }
    ]

    onCloseRequested: root.access.refuse()
    onOpened: refusing.forceActiveFocus(Qt.TabFocusReason)

    Connections {
        function onChanged(): void {
            if (root.opened && root.access.asking)
                refusing.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.access
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        objectName: "programFacts"
        text: root.access.facts
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Column {
        id: wishes

        // no layout: Qt 6.4's hold on to rows that went while they were hidden
        //: Accessible name of the list of what another program wants
        Accessible.name: qsTr("What it wants")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        spacing: Theme.space4
        visible: root.access.wanted.count > 0

        Repeater {
            model: root.access.wanted

            ProgramWish {
                width: wishes.width
            }
        }
    }

    ProgressBar {
        Layout.fillWidth: true
        //: Accessible name of a bar that shows how much time is left for an answer
        label: qsTr("Time left")
        value: root.access.remaining
    }
}
