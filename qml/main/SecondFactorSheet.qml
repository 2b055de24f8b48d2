// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// A server asks whether it is really the user.
Sheet {
    id: root

    required property SecondFactorViewModel factor
    readonly property bool byBrowser: root.factor.method === "browser"
    readonly property bool byKey: root.factor.method === "yubikey"

    function send(): void {
        if (root.byBrowser)
            root.factor.finishBrowser(address.text);
        else
            root.factor.submit(root.byKey ? touch.typed : code.text);
        root.forget();
    }

    function forget(): void {
        code.clear();
        touch.clear();
        address.clear();
    }

    function focusField(): void {
        if (!root.byBrowser)
            root.byKey ? touch.forceActiveFocus(Qt.TabFocusReason) : code.forceActiveFocus(Qt.TabFocusReason);
        else
            root.factor.browserHost === "" ? browser.forceActiveFocus(Qt.TabFocusReason) : address.forceActiveFocus(Qt.TabFocusReason);
    }

    //: Under the heading of the question for a second factor
    explanation: root.factor.methods.length === 0 ? qsTr("It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.") : root.byBrowser ? qsTr("Duo asks in your browser. When it is done, paste the address the browser ended at.") : root.byKey ? qsTr("Put the keyboard into the field and touch your YubiKey.") : qsTr("Type the code your authenticator app shows now.")
    //: Beside the buttons while the server checks an answer
    footnote: root.factor.busy ? qsTr("Checking…") : ""
    //: Heading of the question for a second factor. %1 is the name of an account
    heading: qsTr("%1 asks for a second factor").arg(root.factor.accountName)
    objectName: "secondFactorSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge * 2
    visible: root.factor.asked

    buttons: [
        Button {
            objectName: "cancelFactor"
            //: Button: does not sign in
            text: qsTr("Not now")

            onClicked: root.factor.cancel()
        },
        Button {
            enabled: !root.factor.busy
            kind: Button.Primary
            objectName: "sendFactor"
            //: Button: answers the question for a second factor
            text: qsTr("Sign in")
            visible: root.factor.methods.length > 0

            onClicked: root.send()
        }
    ]

    onCloseRequested: root.factor.cancel()
    onOpened: root.focusField()
    onVisibleChanged: root.forget()

    Connections {
        function onChanged(): void {
            if (root.opened && !root.factor.busy)
                root.focusField();
        }

        target: root.factor
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.space4
        visible: root.factor.methods.length > 1

        Repeater {
            model: root.factor.methods

            FactorChip {
                checked: modelData === root.factor.method

                onClicked: root.factor.method = modelData
            }
        }
    }

    Banner {
        Layout.fillWidth: true
        hint: root.factor.errorHint
        objectName: "factorError"
        title: root.factor.errorText
        visible: title !== ""
    }

    TextField {
        id: code

        Layout.fillWidth: true
        fixedFont: true
        font.letterSpacing: Theme.space4
        font.pixelSize: Theme.title
        horizontalAlignment: TextInput.AlignHCenter
        implicitHeight: Theme.tileLarge
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        //: Label of the field for a one-time code
        label: qsTr("One-time code")
        maximumLength: Theme.space12
        objectName: "factorCode"
        placeholderText: "000000"
        visible: root.factor.methods.length > 0 && !root.byBrowser && !root.byKey

        onAccepted: root.send()
    }

    PasswordField {
        id: touch

        Layout.fillWidth: true
        //: Label of the field a YubiKey writes into
        label: qsTr("YubiKey")
        objectName: "factorTouch"
        visible: root.byKey

        onAccepted: root.send()
    }

    Button {
        id: browser

        enabled: !root.factor.busy
        objectName: "factorBrowser"
        symbol: "external"
        //: Button: goes on in the browser
        text: qsTr("Open the browser")
        visible: root.byBrowser

        onClicked: root.factor.openBrowser()
    }

    TextField {
        id: address

        Layout.fillWidth: true
        //: Label of the field for the address the browser ended at
        label: qsTr("Address from the browser")
        objectName: "factorAddress"
        placeholderText: qsTr("Address from the browser")
        visible: root.byBrowser && root.factor.browserHost !== ""

        onAccepted: root.send()
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.factor.remember
        //: Below the field for a second factor
        text: qsTr("Do not ask again on this computer for a month")
        visible: root.factor.canRemember

        onToggled: root.factor.remember = checked
    }
}
