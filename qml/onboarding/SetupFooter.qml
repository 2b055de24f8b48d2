// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Back and forth. Keeps the keyboard where there is nothing to type, and gives it back after the program was busy.
RowLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property bool choosing: root.firstRun.step === FirstRunViewModel.ChooseService
    readonly property bool stuck: root.firstRun.step === FirstRunViewModel.TrustStep && root.firstRun.server.keyRefused ///< another key than the account kit's
    property bool awaited: false ///< the screen has nothing to type into; the keyboard is taken once the button can be pressed
    //: Buttons of the setup screens
    readonly property string last: root.firstRun.enrolment.hasKit ? qsTr("Import and sign in") : qsTr("Sign in")

    signal cancelRequested
    signal nextRequested

    function takeKeyboard(): void {
        const button = root.stuck ? backButton : nextButton;
        root.awaited = false;
        button.forceActiveFocus(Qt.TabFocusReason);
        button.focusReason = Qt.TabFocusReason; // it may have had the focus all the time, for another reason
    }

    spacing: Theme.space12

    Connections {
        function onBusyChanged(): void {
            const focused = root.Window.activeFocusItem;
            const lost = !focused || !focused.activeFocusOnTab;
            if (!root.firstRun.busy && (root.awaited || lost && root.firstRun.step !== FirstRunViewModel.KeyStep))
                root.takeKeyboard();
        }

        function onStepChanged(): void {
            const step = root.firstRun.step;
            const typing = step === FirstRunViewModel.FinishStep && root.firstRun.service === "commandk" || step === FirstRunViewModel.TrustStep && !root.firstRun.server.certificateTrusted || step === FirstRunViewModel.KitStep && !root.firstRun.enrolment.hasKit;
            const ready = step === FirstRunViewModel.KitStep || step === FirstRunViewModel.TrustStep || step === FirstRunViewModel.FinishStep || step === FirstRunViewModel.DoneStep;
            root.awaited = ready && !typing;
            if (root.awaited && !root.firstRun.busy)
                root.takeKeyboard();
        }

        target: root.firstRun
    }

    Button {
        id: backButton

        kind: Button.Quiet
        objectName: "backButton"
        //: Buttons of the setup screens
        text: root.choosing ? qsTr("Cancel") : qsTr("Back")
        visible: root.choosing || root.firstRun.canGoBack

        onClicked: root.choosing ? root.cancelRequested() : root.firstRun.back()
    }

    Item {
        Layout.fillWidth: true
        visible: !reason.visible
    }

    ThemedText {
        color: Theme.colours.textSecondary
        //: Beside the button while the program waits for the server or for gpg
        text: qsTr("Working…")
        visible: root.firstRun.busy
    }

    ThemedText {
        id: reason

        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        horizontalAlignment: Text.AlignRight
        objectName: "stuckReason"
        //: Beside the button that goes on, which cannot be pressed
        text: qsTr("Not with another key than the one in your account kit")
        visible: root.stuck && !root.firstRun.busy
        wrapMode: Text.Wrap
    }

    Button {
        id: nextButton

        Accessible.description: reason.visible ? reason.text : ""
        enabled: !root.firstRun.busy && !root.stuck
        kind: Button.Primary
        objectName: "nextButton"
        //: Buttons of the setup screens
        text: root.firstRun.step === FirstRunViewModel.FinishStep ? root.last : root.firstRun.step === FirstRunViewModel.DoneStep ? qsTr("Show my secrets") : qsTr("Next")
        visible: !root.choosing

        onClicked: root.nextRequested()
    }
}
