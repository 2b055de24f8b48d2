// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// What just happened and how long it lasts, with a running ring.
Rectangle {
    id: root

    required property string text
    property bool shown: false
    property int secondsLeft: 0
    property real remaining: 0
    property bool canClear: false

    signal clearRequested
    signal dismissed
    signal keyboardLost ///< it goes while one of its buttons has the keyboard

    Accessible.name: root.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.colours.toast
    implicitHeight: Theme.controlLarge + Theme.space4
    implicitWidth: row.implicitWidth + Theme.space24
    opacity: root.shown ? 1 : 0
    radius: Theme.radiusCard
    visible: opacity > 0

    onShownChanged: if (!root.shown && (clear.activeFocus || dismiss.activeFocus))
        root.keyboardLost()

    Behavior on opacity  {
        NumberAnimation {
            duration: Theme.motionSlow
            easing.type: Easing.OutCubic
        }
    }

    Elevation {
        around: Theme.radiusCard
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space12

        ProgressRing {
            colour: Theme.colours.toastAccent
            remaining: root.remaining
            track: Theme.faded(Theme.colours.toastInk, 0.2)
            visible: root.canClear
        }

        ThemedText {
            id: words

            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.toastInk
            //: Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied
            text: root.canClear ? qsTr("%1. Clears in %n s", "", root.secondsLeft).arg(root.text) : root.text
        }

        ToastAction {
            id: clear

            objectName: "toastClear"
            //: Button in the message after copying: empties the clipboard at once
            text: qsTr("Clear now")
            visible: root.canClear

            onClicked: root.clearRequested()
        }

        ToastAction {
            id: dismiss

            //: Button that closes a message
            text: qsTr("Dismiss")
            visible: !root.canClear

            onClicked: root.dismissed()
        }
    }
}
