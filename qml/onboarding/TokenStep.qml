// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The tokens a service wants. The fields are empty as soon as the screen is left, whichever way.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property bool twoTokens: root.firstRun.service === "commandk"
    readonly property bool offersPortal: root.firstRun.service === "fudo"
    readonly property bool portal: root.offersPortal && root.firstRun.byPassword

    /// Gives what was typed to the program and forgets it here.
    function hand(): void {
        root.firstRun.portalUser = user.text;
        root.firstRun.setToken(root.portal ? "password" : root.twoTokens ? "read-token" : "token", root.portal ? password.typed : first.typed);
        first.clear();
        password.clear();
        if (root.twoTokens && second.typed !== "")
            root.firstRun.setToken("write-token", second.typed);
        second.clear();
        root.firstRun.next();
    }

    spacing: Theme.space16

    onVisibleChanged: {
        if (visible) {
            (root.portal ? user : first).forceActiveFocus(Qt.TabFocusReason);
        } else {
            first.clear();
            second.clear();
            password.clear();
        }
    }

    StepHeading {
        //: Sentence under the heading of the token screen
        explanation: qsTr("Tokens and passwords are kept in your system's keyring, never in a file of their own.")
        //: Heading of the token screen
        title: root.twoTokens ? qsTr("Your access tokens") : qsTr("Your access token")
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space16
        columns: root.width < byToken.implicitWidth + byPassword.implicitWidth + columnSpacing ? 1 : 2
        rowSpacing: Theme.space8
        visible: root.offersPortal

        RadioButton {
            id: byToken

            Layout.maximumWidth: root.width
            checked: !root.firstRun.byPassword
            objectName: "byToken"
            //: Choice: how to sign in
            text: qsTr("With an access token")

            onToggled: root.firstRun.byPassword = !checked
        }

        RadioButton {
            id: byPassword

            Layout.maximumWidth: root.width
            checked: root.firstRun.byPassword
            objectName: "byPassword"
            //: Choice: how to sign in
            text: qsTr("With user name and password")

            onToggled: root.firstRun.byPassword = checked
        }
    }

    FormField {
        id: userForm

        Layout.fillWidth: true
        //: Help under the field for the user name on the server's portal
        help: qsTr("As on the server's portal in the browser.")
        //: Label of the field for the user name on the server's portal
        label: qsTr("User name")
        visible: root.portal

        TextField {
            id: user

            Layout.fillWidth: true
            label: qsTr("User name")
            objectName: "portalUserField"
            remark: userForm.remark

            onAccepted: password.forceActiveFocus(Qt.TabFocusReason)
        }
    }

    FormField {
        Layout.fillWidth: true
        //: Label of the field for the password on the server's portal
        label: qsTr("Password")
        visible: root.portal

        PasswordField {
            id: password

            Layout.fillWidth: true
            label: qsTr("Password")
            objectName: "portalPasswordField"

            onAccepted: root.hand()
        }
    }

    FormField {
        id: firstForm

        Layout.fillWidth: true
        //: Help under the token field: where to get one
        help: root.twoTokens ? qsTr("Made in the dashboard under Settings, API Access, with the Read scope.") : qsTr("Shown once by your appliance when the API key is made.")
        //: Label of the token field
        label: root.twoTokens ? qsTr("Read token") : qsTr("Access token")
        visible: !root.portal

        PasswordField {
            id: first

            Layout.fillWidth: true
            label: root.twoTokens ? qsTr("Read token") : qsTr("Access token")
            objectName: "tokenField"
            remark: firstForm.remark

            onAccepted: root.hand()
        }
    }

    FormField {
        id: secondForm

        Layout.fillWidth: true
        //: Help under the write token field
        help: qsTr("Only needed to change values. It cannot read them.")
        //: Label of the write token field
        label: qsTr("Write token (optional)")
        visible: root.twoTokens

        PasswordField {
            id: second

            Layout.fillWidth: true
            label: qsTr("Write token (optional)")
            objectName: "writeTokenField"
            remark: secondForm.remark

            onAccepted: root.hand()
        }
    }
}
