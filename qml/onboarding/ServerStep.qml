// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The server's address, or the link of an e-mail that names it.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property bool hasLink: root.firstRun.enrolment.hasLink
    //: Label of the server address field; of the same field when a link is asked for
    readonly property string label: root.firstRun.wantsLink && !root.hasLink ? qsTr("Link from an e-mail") : qsTr("Server address")

    spacing: Theme.space16

    signal ready ///< nothing is left to be written

    function takeKeyboard(): void {
        root.hasLink ? root.ready() : serverField.forceActiveFocus(Qt.TabFocusReason);
    }

    onHasLinkChanged: if (visible)
        root.takeKeyboard()
    onVisibleChanged: if (visible)
        root.takeKeyboard()

    StepHeading {
        //: Sentence under the heading of the address screen; once a link was taken; when one is asked for
        explanation: root.hasLink ? qsTr("The link names it. Nothing is sent there before you go on.") : root.firstRun.wantsLink ? qsTr("Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.") : qsTr("Coffret talks HTTPS only and checks the server's certificate before anything else.")
        //: Heading of the screen that asks for the server's address; once a link was taken; when one is asked for
        title: root.hasLink ? qsTr("Is this the server?") : root.firstRun.wantsLink ? qsTr("Paste the link") : qsTr("Which server?")
    }

    FormField {
        id: serverFieldForm

        Layout.fillWidth: true
        //: Help under the server address field
        help: root.firstRun.service === "passbolt" && !root.hasLink && !root.firstRun.wantsLink ? qsTr("A link from a Passbolt e-mail can be pasted here too.") : ""
        label: root.label

        TextField {
            id: serverField

            Layout.fillWidth: true
            color: root.hasLink ? Theme.colours.textSecondary : Theme.colours.text
            label: root.label
            objectName: "serverField"
            //: Example in the server address field; keep the address
            placeholderText: root.firstRun.wantsLink ? "" : qsTr("https://vault.example.com")
            activeFocusOnTab: !root.hasLink
            readOnly: root.hasLink
            remark: serverFieldForm.remark
            text: root.firstRun.server.url

            onAccepted: root.firstRun.next()
            onTextEdited: root.firstRun.setAddress(text)
        }
    }

    InfoCard {
        Layout.fillWidth: true
        objectName: "linkCard"
        symbol: "link"
        //: What was recognised in the pasted text
        title: root.firstRun.enrolment.recovering ? qsTr("Link to get back to your account") : qsTr("Link to set up your account")
        visible: root.hasLink

        Button {
            kind: Button.Quiet
            objectName: "forgetLinkButton"
            //: Button that forgets the pasted link
            text: qsTr("Use another")

            onClicked: {
                root.firstRun.forgetLink();
                serverField.forceActiveFocus(Qt.TabFocusReason);
            }
        }
    }

    AccountFields {
        Layout.fillWidth: true
        firstRun: root.firstRun
    }
}
