// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One setting: what it is called, what it does, and where it is changed.
ColumnLayout {
    id: root

    required property string key
    required property string heading
    required property string label
    required property string sentence
    required property string kind
    required property string value
    required property string valueText
    required property string fault
    required property ChoiceListModel choices
    required property list<int> labelMarks ///< what was searched for
    required property list<int> sentenceMarks
    property bool headed: true

    signal changed(string key, string value)
    signal recorded(string key, int pressed, int modifiers)

    spacing: Theme.space8

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        Layout.topMargin: Theme.space16
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        text: root.heading
        visible: root.headed && text !== ""
    }

    // Plain anchors: a layout around words that wrap does not settle on a height, and leaves the control where it was.
    Item {
        id: line

        readonly property bool tight: line.width < control.width + 3 * Theme.tileLarge ///< the control stands below

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.controlLarge, line.tight ? words.height + Theme.space4 + control.height : Math.max(words.height, control.height))

        Column {
            id: words

            objectName: "settingWords_" + root.key

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.rightMargin: line.tight ? 0 : control.width + Theme.space16
            spacing: Theme.focusWidth
            y: line.tight ? 0 : Math.round((line.height - height) / 2)

            HighlightedParagraph {
                color: Theme.colours.text
                font.pixelSize: Theme.body
                font.weight: Font.Medium
                marks: root.labelMarks
                text: root.label
                visible: root.kind !== "action" // its button says it
                width: parent.width
            }

            HighlightedParagraph {
                marks: root.sentenceMarks
                text: root.sentence
                width: parent.width
            }

            ThemedText {
                Accessible.role: Accessible.AlertMessage
                color: Theme.colours.danger
                font.pixelSize: Theme.caption
                text: root.fault
                visible: text !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
        }

        Row {
            id: control

            anchors.right: parent.right
            y: line.tight ? line.height - height : Math.round((line.height - height) / 2)

            ThemedText {
                color: Theme.colours.textSecondary
                text: root.valueText
                visible: root.kind === "text"
                width: Math.ceil(Math.min(implicitWidth, line.width))
            }

            LazyItem {
                width: Math.ceil(Math.min(implicitWidth, line.width))
                shown: root.kind === "choice"

                ChoicePicker {
                    Accessible.description: root.sentence
                    choices: root.choices
                    label: root.label
                    objectName: "setting_" + root.key
                    text: root.valueText
                    value: root.value

                    onChosen: key => root.changed(root.key, key)
                }
            }

            LazyItem {
                width: Math.ceil(Math.min(implicitWidth, line.width))
                shown: root.kind === "switch"

                Switch {
                    Accessible.description: root.sentence
                    checked: root.value === "on"
                    label: root.label
                    objectName: "setting_" + root.key

                    onToggled: root.changed(root.key, checked ? "on" : "off")
                }
            }

            LazyItem {
                width: Math.ceil(Math.min(implicitWidth, line.width))
                shown: root.kind === "keys"

                KeyRecorder {
                    Accessible.description: root.sentence
                    keys: root.valueText
                    label: root.label
                    objectName: "setting_" + root.key

                    onCleared: root.changed(root.key, "")
                    onRecorded: (key, modifiers) => root.recorded(root.key, key, modifiers)
                }
            }

            LazyItem {
                width: Math.ceil(Math.min(implicitWidth, line.width))
                shown: root.kind === "account"

                AccountButtons {
                    label: root.label

                    onChosen: wish => root.changed(root.key, wish)
                }
            }

            LazyItem {
                width: Math.ceil(Math.min(implicitWidth, line.width))
                shown: root.kind === "action"

                Button {
                    Accessible.description: root.sentence
                    objectName: "setting_" + root.key
                    text: root.label

                    onClicked: root.changed(root.key, "")
                }
            }
        }
    }
}
