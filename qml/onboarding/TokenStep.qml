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

    /// Gives what was typed to the program and forgets it here.
    function hand(): void {
        root.firstRun.setToken(root.twoTokens ? "read-token" : "token", first.typed);
        first.clear();
        if (root.twoTokens && second.typed !== "")
            root.firstRun.setToken("write-token", second.typed);
        second.clear();
        root.firstRun.next();
    }

    spacing: Theme.space16

    onVisibleChanged: {
        if (visible) {
            first.forceActiveFocus(Qt.TabFocusReason);
        } else {
            first.clear();
            second.clear();
        }
    }

    StepHeading {
        //: Sentence under the heading of the token screen
        explanation: qsTr("Tokens are kept in your system's keyring, never in a file of their own.")
        //: Heading of the token screen
        title: root.twoTokens ? qsTr("Your access tokens") : qsTr("Your access token")
    }

    FormField {
        Layout.fillWidth: true
        //: Help under the token field: where to get one
        help: root.twoTokens ? qsTr("Made in the dashboard under Settings, API Access, with the Read scope.") : qsTr("Shown once by your appliance when the API key is made.")
        //: Label of the token field
        label: root.twoTokens ? qsTr("Read token") : qsTr("Access token")

        PasswordField {
            id: first

            Layout.fillWidth: true
            label: root.twoTokens ? qsTr("Read token") : qsTr("Access token")
            objectName: "tokenField"

            onAccepted: root.hand()
        }
    }

    FormField {
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

            onAccepted: root.hand()
        }
    }
}
