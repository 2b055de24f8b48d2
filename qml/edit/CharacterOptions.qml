// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What a password of characters is like.
ColumnLayout {
    id: root

    required property GeneratorViewModel generator

    spacing: Theme.space16

    NumberSlider {
        Layout.fillWidth: true
        help: root.generator.lengthHint
        highest: root.generator.longest
        //: Label: how many characters a new password has
        label: qsTr("Length")
        lowest: root.generator.shortest
        name: "generatorLength"
        value: root.generator.length

        onAccepted: root.generator.use()
        onChosen: value => root.generator.length = value
    }

    FormField {
        Layout.fillWidth: true
        //: Label above the kinds of characters a new password is made of
        label: qsTr("Characters")

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space12

            Repeater {
                model: root.generator.sets

                CharacterSetBox {
                    onFlipped: row => root.generator.toggleSet(row)
                }
            }
        }

        CheckBox {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space8
            checked: root.generator.excludesLookAlikes
            //: Below the choice to leave out look-alikes; the characters are examples
            explanation: qsTr("No 0 O 1 I l or |, for passwords that are read out or typed.")
            objectName: "generatorLookAlikes"
            //: A choice for new passwords: characters that are easily taken for each other
            text: qsTr("Leave out look-alikes")

            onToggled: root.generator.excludesLookAlikes = checked
        }
    }
}
