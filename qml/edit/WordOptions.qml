// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What a password of words is like.
ColumnLayout {
    id: root

    required property GeneratorViewModel generator

    component CaseChip: Chip {
        required property string wordCase

        objectName: "wordCase_" + wordCase
    }

    spacing: Theme.space16

    NumberSlider {
        Layout.fillWidth: true
        help: root.generator.wordsHint
        highest: root.generator.mostWords
        //: Label: how many words a new password has
        label: qsTr("Words")
        lowest: root.generator.fewestWords
        name: "generatorWords"
        value: root.generator.words

        onAccepted: root.generator.use()
        onChosen: value => root.generator.words = value
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space24
        columns: root.width < between.implicitWidth + columnSpacing + cases.inOneLine ? 1 : 2
        rowSpacing: Theme.space16

        FormField {
            id: between

            Layout.alignment: Qt.AlignTop
            //: Below the field for what stands between words, when that is a space
            help: root.generator.separator === " " ? qsTr("A space") : ""
            //: Label: what stands between the words of a new password
            label: qsTr("Between words")

            TextField {
                id: separator

                Layout.preferredWidth: Theme.tileLarge * 2
                fixedFont: true
                label: qsTr("Between words")
                maximumLength: 10
                objectName: "generatorSeparator"
                //: In the empty field for what stands between words
                placeholderText: qsTr("Nothing")
                remark: between.remark
                text: root.generator.separator

                onAccepted: root.generator.use()
                onTextEdited: root.generator.separator = text
            }
        }

        FormField {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            //: Label: which letters of the words of a new password are capitals
            label: qsTr("Capitals")

            ButtonFlow {
                id: cases

                Layout.fillWidth: true
                Layout.topMargin: Theme.focusWidth // in the middle beside the field
                available: root.width
                spacing: Theme.space4

                CaseChip {
                    checked: root.generator.wordCase === wordCase
                    //: Words without capitals; write it that way
                    text: qsTr("none")
                    wordCase: "lower"

                    onClicked: root.generator.wordCase = wordCase
                }

                CaseChip {
                    checked: root.generator.wordCase === wordCase
                    //: Words that begin with a capital
                    text: qsTr("First letters")
                    wordCase: "capitalized"

                    onClicked: root.generator.wordCase = wordCase
                }

                CaseChip {
                    checked: root.generator.wordCase === wordCase
                    //: Words in capitals; write it that way
                    text: qsTr("ALL")
                    wordCase: "upper"

                    onClicked: root.generator.wordCase = wordCase
                }
            }
        }
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.generator.hasDigit
        objectName: "generatorDigit"
        //: A choice for new passwords of words
        text: qsTr("With a digit behind one of the words")

        onToggled: root.generator.hasDigit = checked
    }
}
