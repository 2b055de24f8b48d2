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
    property bool cancellable: false ///< there is something to go back to
    readonly property bool choosing: root.firstRun.step === FirstRunViewModel.ChooseService

    signal cancelRequested

    Keys.onEscapePressed: root.firstRun.canGoBack ? root.firstRun.back() : root.cancelRequested()
    objectName: "onboarding"

    Flickable {
        id: flick

        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(column.implicitHeight + Theme.space32 * 2, height)
        contentWidth: width

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
                count: root.firstRun.service === "commandk" ? 6 : 5
                reached: root.firstRun.step === FirstRunViewModel.FinishStep ? count - 1 : Math.min(root.firstRun.step, root.firstRun.step === FirstRunViewModel.TokenStep ? 3 : 4)
                visible: !root.choosing
            }

            ChooseStep {
                Layout.fillWidth: true
                visible: root.choosing

                onChosen: service => root.firstRun.chooseService(service)
                onDemoRequested: root.firstRun.startDemo()
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.ServerStep

                ServerStep {
                    firstRun: root.firstRun
                }
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.TrustStep

                TrustStep {
                    firstRun: root.firstRun
                }
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.KeyStep

                KeyStep {
                    firstRun: root.firstRun
                }
            }

            LazyItem {
                id: tokens

                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.TokenStep

                TokenStep {
                    firstRun: root.firstRun
                }
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.AppsStep

                AppsStep {
                    firstRun: root.firstRun
                }
            }

            LazyItem {
                Layout.fillWidth: true
                shown: root.firstRun.step === FirstRunViewModel.FinishStep

                FinishStep {
                    firstRun: root.firstRun
                }
            }

            Banner {
                Layout.fillWidth: true
                hint: root.firstRun.errorHint
                objectName: "errorBanner"
                title: root.firstRun.errorText
                visible: title !== ""
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space12
                visible: !root.choosing || root.cancellable

                Button {
                    kind: Button.Quiet
                    objectName: "backButton"
                    //: Buttons of the setup screens
                    text: root.choosing ? qsTr("Cancel") : qsTr("Back")

                    onClicked: root.choosing ? root.cancelRequested() : root.firstRun.back()
                }

                Item {
                    Layout.fillWidth: true
                }

                ThemedText {
                    Accessible.name: text
                    Accessible.role: Accessible.StaticText
                    color: Theme.colours.textSecondary
                    //: Beside the button while the program waits for the server or for gpg
                    text: qsTr("Working…")
                    visible: root.firstRun.busy
                }

                Button {
                    enabled: !root.firstRun.busy
                    kind: Button.Primary
                    objectName: "nextButton"
                    //: Buttons of the setup screens
                    text: root.firstRun.step === FirstRunViewModel.FinishStep ? qsTr("Sign in") : qsTr("Next")
                    visible: !root.choosing

                    onClicked: root.firstRun.step === FirstRunViewModel.TokenStep ? (tokens.item as TokenStep).hand() : root.firstRun.next()
                }
            }
        }
    }
}
