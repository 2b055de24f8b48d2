// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// A value over everything else, in large type or as a QR code. Goes when its time is over or the window is left.
Sheet {
    id: root

    required property AppViewModel app
    required property ShowcaseViewModel showcase
    required property DetailViewModel detail
    readonly property bool asQr: root.showcase.manner === ShowcaseViewModel.QrCode
    readonly property real besideVerdict: root.room - badge.implicitHeight - Theme.space12 ///< where it is little, one scrolls to the verdict

    entry: closeButton
    explanation: root.showcase.name
    heading: root.showcase.label
    objectName: "showcaseSheet"
    parent: T.Overlay.overlay
    preferredWidth: root.asQr ? Theme.onboardingWidth : Theme.readingWidth
    visible: root.showcase.manner !== ShowcaseViewModel.Closed

    buttons: [
        RevealTimer {
            objectName: "showcaseKeep"
            remaining: root.showcase.remaining
            visible: root.showcase.running

            onStopRequested: root.showcase.keep()
        },
        Button {
            objectName: "showcaseConfirm"
            //: Button: shows a value as a QR code whose signature is missing or not expected
            text: qsTr("Show it anyway")
            visible: root.showcase.asking

            onClicked: root.showcase.confirm()
        },
        Button {
            id: closeButton

            focus: true
            kind: Button.Primary
            objectName: "showcaseClose"
            //: Button that closes a value in large type or a QR code
            text: qsTr("Close")

            onClicked: root.showcase.close()
        }
    ]

    onCloseRequested: root.showcase.close()
    onOpened: closeButton.focusReason = Qt.TabFocusReason // it is seen that Enter works

    Shortcut {
        enabled: root.visible
        sequence: "Ctrl+L" // a value in large letters goes at once

        onActivated: root.app.lockAll()
    }

    SecretText {
        Layout.fillWidth: true
        Layout.preferredHeight: implicitHeight
        color: Theme.colours.text
        digitColor: Theme.colours.digit
        fontFamily: Theme.fixedFamily
        numberColor: Theme.colours.textSecondary
        numbered: true
        objectName: "largeType"
        pixelSize: Theme.display
        secret: root.asQr ? null : root.showcase.secret
        symbolColor: Theme.colours.symbol
        visible: !root.asQr
    }

    SecretQr {
        id: code

        Layout.alignment: Qt.AlignHCenter
        Layout.preferredHeight: Layout.preferredWidth
        Layout.preferredWidth: Math.min(Theme.listWidth, root.besideVerdict < Theme.sidebarMinimum ? root.room : root.besideVerdict)
        color: Theme.badgeDarkInk
        ground: Theme.badgeInk
        objectName: "qrCode"
        secret: root.asQr ? root.showcase.secret : null
        visible: root.asQr && !root.showcase.asking && !tooLong
    }

    ThemedText {
        Layout.fillWidth: true
        //: In place of a QR code
        text: qsTr("This value is too long for a QR code.")
        visible: root.asQr && code.tooLong
        wrapMode: Text.Wrap
    }

    VerdictBadge {
        id: badge

        Layout.fillWidth: true
        detail: root.detail.verdictDetail
        text: root.detail.verdictText
        verdict: root.detail.verdictState
    }
}
