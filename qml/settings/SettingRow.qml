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
    required property ChoiceListModel choices
    required property int labelStart
    required property int labelLength
    required property int sentenceStart
    required property int sentenceLength
    property bool headed: true

    signal changed(string key, string value)

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

    RowLayout {
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.controlLarge
        spacing: Theme.space16

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.focusWidth

            HighlightedParagraph {
                Layout.fillWidth: true
                color: Theme.colours.text
                font.pixelSize: Theme.body
                font.weight: Font.Medium
                matchLength: root.labelLength
                matchStart: root.labelStart
                text: root.label
                visible: root.kind !== "action" // its button says it
            }

            HighlightedParagraph {
                Layout.fillWidth: true
                matchLength: root.sentenceLength
                matchStart: root.sentenceStart
                text: root.sentence
            }
        }

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.colours.textSecondary
            text: root.valueText
            visible: root.kind === "text"
        }

        LazyItem {
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
            shown: root.kind === "account"

            AccountButtons {
                label: root.label

                onChosen: wish => root.changed(root.key, wish)
            }
        }

        LazyItem {
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
