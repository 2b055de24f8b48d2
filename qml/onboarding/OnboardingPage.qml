// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Setting up an account, one question a screen.
FocusScope {
    id: root

    required property FirstRunViewModel firstRun
    property SettingsViewModel settings: null
    property bool cancellable: false ///< there is something to go back to
    readonly property bool choosing: root.firstRun.step === FirstRunViewModel.ChooseService

    signal cancelRequested

    Keys.onEscapePressed: root.firstRun.canGoBack ? root.firstRun.back() : root.choosing ? root.cancelRequested() : root.firstRun.next()
    objectName: "onboarding"

    FormScroller {
        id: flick

        anchors.fill: parent
        contentHeight: Math.max(column.implicitHeight + Theme.space32 * 2, height)
        objectName: "setupScroller"

        ColumnLayout {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space24
            width: Math.min(Theme.onboardingWidth, flick.width - Theme.space32 * 2)
            y: Math.max(Theme.space32, Math.min(flick.height / 6, flick.height - implicitHeight - Theme.space32)) // the heading stays where it is

            Image {
                Accessible.ignored: true
                Layout.preferredHeight: Theme.tileLarge
                Layout.preferredWidth: Theme.tileLarge
                source: "qrc:/icons/program/coffret.svg"
                sourceSize.height: Theme.tileLarge
                sourceSize.width: Theme.tileLarge
            }

            StepMarks {
                count: root.firstRun.stepCount
                reached: root.firstRun.stepNumber
                visible: !root.choosing
            }

            ChooseStep {
                Layout.fillWidth: true
                visible: root.choosing

                onChosen: service => root.firstRun.chooseService(service)
                onDemoRequested: root.firstRun.startDemo()
                onKitChosen: root.firstRun.chooseKit()
                onLinkChosen: root.firstRun.chooseLink()
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.ServerStep

                ServerStep {
                    firstRun: root.firstRun

                    onReady: footer.takeKeyboard()
                }
            }

            LazyItem {
                Layout.fillWidth: true
                properties: ({
                        "firstRun": root.firstRun
                    })
                shown: root.firstRun.step === FirstRunViewModel.KitStep
                source: Qt.resolvedUrl("KitStep.qml")
            }

            LazyItem {
                Layout.fillWidth: true
                properties: ({
                        "firstRun": root.firstRun
                    })
                shown: root.firstRun.step === FirstRunViewModel.TrustStep
                source: Qt.resolvedUrl("TrustStep.qml")
            }

            LazyItem {
                Layout.fillWidth: true
                properties: ({
                        "firstRun": root.firstRun
                    })
                shown: root.firstRun.step === FirstRunViewModel.KeyStep
                source: Qt.resolvedUrl("KeyStep.qml")
            }

            LazyItem {
                id: tokens

                Layout.fillWidth: true
                properties: ({
                        "firstRun": root.firstRun
                    })
                shown: root.firstRun.step === FirstRunViewModel.TokenStep
                source: Qt.resolvedUrl("TokenStep.qml")
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.FinishStep

                FinishStep {
                    firstRun: root.firstRun
                    settings: root.cancellable ? null : root.settings // an account more changes nothing about the program
                }
            }

            LazyItem {
                Layout.fillWidth: true
                properties: ({
                        "enrolment": root.firstRun.enrolment
                    })
                shown: root.firstRun.step === FirstRunViewModel.DoneStep
                source: Qt.resolvedUrl("DoneStep.qml")
            }

            Banner {
                Layout.fillWidth: true
                hint: root.firstRun.errorHint
                objectName: "errorBanner"
                title: root.firstRun.errorText
                visible: title !== ""
            }

            SetupFooter {
                id: footer

                Layout.fillWidth: true
                firstRun: root.firstRun
                visible: !root.choosing || root.cancellable

                onCancelRequested: root.cancelRequested()
                onNextRequested: root.firstRun.step === FirstRunViewModel.TokenStep ? (tokens.item as TokenStep).hand() : root.firstRun.next()
            }
        }
    }

    DropTarget {
        anchors.fill: parent
        enabled: root.firstRun.step !== FirstRunViewModel.DoneStep && !root.firstRun.busy

        onFileDropped: file => root.firstRun.openFile(file)
    }
}
