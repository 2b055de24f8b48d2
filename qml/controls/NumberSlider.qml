// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// A number to slide or to type, with its limits explained below it.
FormField {
    id: root

    required property string name ///< what its parts are called by tests
    required property int value
    required property int lowest
    required property int highest

    signal accepted ///< Enter in the field
    signal chosen(int value)

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space12

        Slider {
            id: slider

            Layout.fillWidth: true
            from: root.lowest
            label: root.label
            objectName: root.name + "Slider"
            to: root.highest
            value: root.value

            onMoved: root.chosen(Math.round(value))
        }

        TextField {
            id: field

            Keys.onDownPressed: root.chosen(root.value - 1)
            Keys.onUpPressed: root.chosen(root.value + 1)
            Layout.preferredWidth: Theme.tileLarge + Theme.space8
            horizontalAlignment: TextInput.AlignRight
            inputMethodHints: Qt.ImhDigitsOnly
            label: root.label
            objectName: root.name + "Field"
            remark: root.remark
            text: root.value.toString()

            validator: IntValidator {
                bottom: root.lowest
                top: root.highest
            }

            onAccepted: root.accepted()
            onActiveFocusChanged: if (!activeFocus)
                text = Qt.binding(() => root.value.toString())
            onTextEdited: if (acceptableInput)
                root.chosen(parseInt(text))
        }
    }
}
