// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Whose a lent value is at present, for how long, and the next step.
Card {
    id: root

    required property CheckOutViewModel checkOut
    readonly property color ink: [Theme.colours.textSecondary, Theme.colours.warning, Theme.colours.accent, Theme.colours.danger][root.checkOut.mood]
    readonly property color soft: [Theme.colours.surface, Theme.colours.warningSoft, Theme.colours.accentSoft, Theme.colours.dangerSoft][root.checkOut.mood]

    /// The step that helps most.
    function focusAction(): void {
        for (const step of [request, take, giveBack, again]) {
            if (step.visible && step.enabled)
                return step.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    //: Accessible name of the part that says whether a secret is checked out
    Accessible.name: qsTr("Check-out")
    Accessible.role: Accessible.Grouping
    border.color: root.checkOut.mood === CheckOutViewModel.Quiet ? Theme.colours.hairline : Theme.faded(root.ink, 0.35)
    color: root.soft
    implicitHeight: column.implicitHeight + Theme.space24
    objectName: "checkOutCard"

    ColumnLayout {
        id: column

        spacing: Theme.space12
        width: parent.width - 2 * Theme.space12
        x: Theme.space12
        y: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            Icon {
                Layout.alignment: Qt.AlignTop
                color: root.ink
                size: Theme.iconMedium
                symbol: root.checkOut.symbol
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.space4

                ThemedText {
                    Layout.fillWidth: true
                    font.weight: Font.DemiBold
                    objectName: "checkOutText"
                    text: root.checkOut.text
                    wrapMode: Text.Wrap
                }

                ThemedText {
                    Layout.fillWidth: true
                    color: Theme.colours.textSecondary
                    elide: Text.ElideNone
                    text: root.checkOut.hint
                    visible: text !== ""
                    wrapMode: Text.Wrap
                }
            }

            ThemedText {
                color: root.checkOut.ending ? Theme.colours.warning : Theme.colours.textSecondary
                font.weight: root.checkOut.ending ? Font.DemiBold : Font.Normal
                objectName: "checkOutLeft"
                text: root.checkOut.leftText
                visible: root.checkOut.counting
            }

            ProgressRing {
                colour: root.checkOut.ending ? Theme.colours.warning : Theme.colours.accent
                remaining: root.checkOut.remaining
                visible: root.checkOut.counting
            }
        }

        Banner {
            Layout.fillWidth: true
            details: root.checkOut.errorDetails
            dismissable: true
            hint: root.checkOut.errorHint
            objectName: "checkOutError"
            title: root.checkOut.errorText
            visible: title !== "" && !root.checkOut.asking

            onDismissed: root.checkOut.dismissError()

            Button {
                objectName: "openWebPage"
                symbol: "external"
                //: Button: opens the server's web page, where something can be done that this program cannot
                text: qsTr("Open web page")
                visible: root.checkOut.webAddress !== ""

                onClicked: Qt.openUrlExternally(root.checkOut.webAddress)
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Button {
                id: request

                enabled: !root.checkOut.busy
                kind: Button.Primary
                objectName: "requestAccess"
                //: Button: opens the form that asks for access to a secret
                text: qsTr("Request access…")
                visible: root.checkOut.canRequest

                onClicked: root.checkOut.askForAccess()
            }

            Button {
                id: take

                enabled: !root.checkOut.busy
                kind: root.checkOut.canRequest ? Button.Secondary : Button.Primary
                objectName: "checkOutNow"
                symbol: "checkout"
                //: Button: takes a lent secret for oneself
                text: qsTr("Check out")
                visible: root.checkOut.canCheckOut

                onClicked: root.checkOut.checkOut()
            }

            Button {
                id: giveBack

                enabled: !root.checkOut.busy
                kind: Button.Primary
                objectName: "checkIn"
                symbol: "checkin"
                //: Button: gives a lent secret back before its time is over
                text: qsTr("Give back")
                visible: root.checkOut.canCheckIn

                onClicked: root.checkOut.checkIn()
            }

            Button {
                id: again

                enabled: !root.checkOut.busy
                objectName: "refreshCheckOut"
                symbol: "sync"
                //: Button: asks the server whether somebody has decided meanwhile
                text: qsTr("Look again")

                onClicked: root.checkOut.refresh()
            }
        }
    }
}
