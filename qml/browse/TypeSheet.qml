// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Names the window that a value would be typed into, and asks.
Sheet {
    id: root

    required property TypingViewModel typing
    readonly property bool possible: root.typing.question !== "" && !root.typing.busy

    explanation: root.typing.what
    //: Heading of the sheet that types a value into another program's window
    heading: qsTr("Type into another window")
    objectName: "typeSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.sidebarWidth / 2
    visible: root.typing.asking

    buttons: [
        Button {
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.typing.cancel()
        },
        Button {
            enabled: root.possible
            objectName: "typeWithEnter"
            //: Button: types a value into another window and presses the Enter key behind it
            text: qsTr("Type and press Enter")

            onClicked: root.typing.type(true)
        },
        Button {
            id: plain

            enabled: root.possible
            kind: Button.Primary
            objectName: "typeNow"
            //: Buttons that type a value into another window: before and while it is opened, and after a warning
            text: root.typing.busy ? qsTr("Opening…") : root.typing.doubt !== "" ? qsTr("Type anyway") : qsTr("Type")

            onClicked: root.typing.type(false)
        }
    ]

    onCloseRequested: root.typing.cancel()
    onOpened: plain.forceActiveFocus(Qt.TabFocusReason)

    ThemedText {
        Layout.fillWidth: true
        font.weight: Font.Medium
        objectName: "typeQuestion"
        text: root.typing.question
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Warning
        objectName: "typeDoubt"
        title: root.typing.doubt
        visible: title !== ""
    }

    Banner {
        Layout.fillWidth: true
        objectName: "typeError"
        title: root.typing.errorText
        visible: title !== ""
    }
}
