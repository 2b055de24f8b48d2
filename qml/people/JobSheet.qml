// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Something that touches many: what it comes to, how far it is, and what failed.
Sheet {
    id: root

    required property JobViewModel job
    readonly property bool reviewing: root.job.stage === JobViewModel.Review
    readonly property bool counted: root.job.stage === JobViewModel.Planning && root.job.total > 1
    readonly property bool nothingToDo: root.reviewing && root.job.goText === ""
    readonly property bool running: root.job.stage === JobViewModel.Running

    //: In place of what a change comes to, while that is worked out
    explanation: root.job.stage === JobViewModel.Planning ? qsTr("Working out what this comes to…") : ""
    footnote: root.running || root.counted ? root.job.progressText : ""
    heading: root.job.heading
    objectName: "jobSheet"
    parent: T.Overlay.overlay
    visible: root.job.active && root.job.stage !== JobViewModel.Keys

    buttons: [
        Button {
            focus: root.reviewing && root.job.danger
            objectName: "cancelJob"
            //: Buttons below a question or a report
            text: root.running ? qsTr("Stop") : root.job.stage === JobViewModel.Report || root.job.stage === JobViewModel.Failed || root.nothingToDo ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.job.cancel()
        },
        Button {
            focus: root.reviewing && !root.nothingToDo && !root.job.danger
            kind: root.job.danger ? Button.Danger : Button.Primary
            objectName: "goJob"
            text: root.job.goText
            visible: root.reviewing && !root.nothingToDo

            onClicked: root.job.go()
        }
    ]

    onCloseRequested: root.job.close()

    LayoutRepeater {
        model: root.reviewing || root.running ? root.job.summary : []

        SummaryLine {
            Layout.fillWidth: true
        }
    }

    ProgressBar {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        //: Accessible name of a bar that shows how far something is
        label: qsTr("Progress")
        to: Math.max(1, root.job.total)
        value: root.job.done
        visible: root.running || root.counted
    }

    Banner {
        Layout.fillWidth: true
        details: root.job.errorDetails
        hint: root.job.errorHint
        objectName: "jobError"
        title: root.job.errorText
        visible: title !== ""
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        objectName: "jobReport"
        text: root.job.reportText
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    LayoutRepeater {
        model: root.job.failures

        FailureLine {
            Layout.fillWidth: true
        }
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        elide: Text.ElideNone
        objectName: "jobUnverified"
        text: root.job.unverifiedText
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    LayoutRepeater {
        model: root.job.unverified

        FailureLine {
            Layout.fillWidth: true
            ink: Theme.colours.warning
        }
    }
}
