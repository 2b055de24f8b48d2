// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The cell that is looked at, in words, and its value while that is shown.
ColumnLayout {
    id: root

    required property ComparisonViewModel comparison
    readonly property ShownValue value: root.comparison.value

    spacing: Theme.space8

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            ThemedText {
                Layout.fillWidth: true
                font.weight: Font.Medium
                objectName: "currentHeading"
                text: root.comparison.currentHeading
            }

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                text: root.comparison.currentText
                wrapMode: Text.Wrap
            }
        }

        ProgressRing {
            remaining: root.value.remaining
            visible: root.value.shown && root.value.running
        }

        IconButton {
            objectName: "keepComparedValue"
            symbol: "stop"
            //: Name of the button that keeps a value on screen
            text: qsTr("Keep showing")
            visible: root.value.shown && root.value.running

            onClicked: root.value.keep()
        }

        IconButton {
            enabled: root.comparison.hasValue && !root.value.busy
            objectName: "showComparedValue"
            symbol: root.value.shown ? "eye-off" : "eye"
            //: Names of the button that shows or hides the value of a cell. %1 is "NAME in environment"
            text: root.value.shown ? qsTr("Hide %1").arg(root.comparison.currentHeading) : qsTr("Show %1").arg(root.comparison.currentHeading)

            onClicked: root.comparison.toggle()
        }

        IconButton {
            enabled: root.comparison.hasValue && !root.value.busy
            objectName: "copyComparedValue"
            symbol: "copy"
            //: Name of the button that copies the value of a cell. %1 is "NAME in environment"
            text: qsTr("Copy %1").arg(root.comparison.currentHeading)

            onClicked: root.comparison.copy()
        }

        Button {
            Accessible.description: root.comparison.setHint
            enabled: root.comparison.setHint === ""
            objectName: "setComparedValue"
            //: Button: sets the value of a name in environments to choose
            text: qsTr("Set value…")

            onClicked: root.comparison.set()
        }
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        text: root.comparison.setHint
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        color: Theme.colours.danger
        text: Phrases.sentences([root.value.errorText, root.value.errorHint])
        visible: root.value.errorText !== ""
        wrapMode: Text.Wrap
    }

    Item {
        Layout.fillWidth: true
        implicitHeight: shown.height + Theme.space16
        visible: root.value.shown

        FieldFrame {
            anchors.fill: parent
            focused: false
        }

        SecretText {
            id: shown

            alignRight: LayoutMirroring.enabled
            color: Theme.colours.text
            digitColor: Theme.colours.digit
            fontFamily: Theme.fixedFamily
            objectName: "comparedValue"
            pixelSize: Theme.emphasis
            secret: root.value.secret
            symbolColor: Theme.colours.symbol
            width: parent.width - 2 * Theme.space12
            x: Theme.space12
            y: Theme.space8
        }
    }
}
