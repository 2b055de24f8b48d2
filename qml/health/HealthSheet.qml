// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The check of all secrets: what it will do, how far it is, what it found.
Sheet {
    id: root

    required property HealthViewModel health
    readonly property bool ready: root.health.stage === HealthViewModel.Ready
    readonly property bool running: root.health.stage === HealthViewModel.Running
    readonly property bool finished: root.health.stage === HealthViewModel.Finished
    readonly property bool found: root.health.findings.count > 0

    entry: root.finished && root.found ? list : null
    //: Under the heading of the sheet that checks all secrets
    explanation: root.finished ? root.health.summary : qsTr("Finds weak, reused and old passwords, what expires, and values nobody vouches for.")
    footnote: root.running ? root.health.progressText : root.ready ? root.health.startHint : ""
    //: Heading of the sheet that checks all secrets
    heading: qsTr("Health")
    objectName: "healthSheet"
    parent: T.Overlay.overlay
    preferredWidth: root.finished ? Theme.readingWidth : Theme.onboardingWidth
    visible: root.health.open

    buttons: [
        Button {
            objectName: "healthAgain"
            //: Button: goes back to what a check of all secrets goes over
            text: qsTr("Check again…")
            visible: root.finished

            onClicked: root.health.again()
        },
        Button {
            kind: root.finished ? Button.Primary : Button.Secondary
            objectName: "healthClose"
            //: Button that closes a sheet
            text: qsTr("Close")
            visible: !root.running

            onClicked: root.health.close()
        },
        Button {
            focus: root.running
            objectName: "healthCancel"
            //: Button: stops a check of all secrets
            text: qsTr("Cancel")
            visible: root.running

            onClicked: root.health.cancel()
        },
        Button {
            id: startButton

            enabled: root.health.canStart
            focus: root.ready
            kind: Button.Primary
            objectName: "healthStart"
            //: Button: begins a check of all secrets
            text: qsTr("Check secrets")
            visible: root.ready

            onClicked: root.health.start()
        }
    ]

    onCloseRequested: root.running ? root.health.cancel() : root.health.close()
    onOpened: {
        if (root.entry)
            root.entry.forceActiveFocus(Qt.TabFocusReason);
        else if (root.ready)
            startButton.forceActiveFocus(Qt.TabFocusReason);
    }

    HealthScope {
        Layout.fillWidth: true
        health: root.health
        visible: root.ready
    }

    ProgressBar {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        //: Accessible name of a bar that shows how far something is
        label: qsTr("Progress")
        objectName: "healthProgress"
        to: Math.max(1, root.health.total)
        value: root.health.done
        visible: root.running
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Info
        objectName: "healthStopped"
        title: root.health.stoppedText
        visible: title !== ""
    }

    Banner {
        Layout.fillWidth: true
        hint: root.health.errorHint
        kind: Banner.Warning
        objectName: "healthError"
        title: root.health.errorText
        visible: title !== ""
    }

    HealthList {
        id: list

        Layout.fillWidth: true
        health: root.health
        visible: root.finished && root.found
    }

    EmptyState {
        Layout.bottomMargin: Theme.space24
        Layout.fillWidth: true
        Layout.topMargin: Theme.space24
        //: Where a check of all secrets found nothing wrong
        hint: qsTr("Look again from time to time.")
        objectName: "healthNothing"
        symbol: "shield-check"
        //: Where a check of all secrets found nothing wrong
        title: qsTr("Nothing found")
        visible: root.finished && !root.found
    }
}
