// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The password that was made, and what it is worth.
Card {
    id: root

    required property GeneratorViewModel generator

    implicitHeight: column.implicitHeight + 2 * Theme.space12

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: Theme.space12
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            Item {
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.controlLarge
                implicitHeight: value.implicitHeight

                SecretText {
                    id: value

                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.colours.text
                    digitColor: Theme.colours.digit
                    fontFamily: Theme.fixedFamily
                    height: implicitHeight
                    objectName: "generatedText"
                    pixelSize: Theme.emphasis
                    secret: root.generator.veiled ? null : root.generator.secret
                    symbolColor: Theme.colours.symbol
                    visible: !root.generator.veiled
                    width: parent.width
                }

                MaskDots {
                    anchors.verticalCenter: parent.verticalCenter
                    objectName: "generatedDots"
                    visible: root.generator.veiled && root.generator.secret !== null
                }
            }

            IconButton {
                Layout.alignment: Qt.AlignTop
                enabled: root.generator.secret !== null
                objectName: "generatorAgain"
                //: Key that makes another password, in a tooltip
                shortcutText: qsTr("Ctrl+G")
                symbol: "sync"
                //: Name of the button that makes another password
                text: qsTr("Another one")

                onClicked: root.generator.again()
            }

            IconButton {
                Layout.alignment: Qt.AlignTop
                enabled: root.generator.secret !== null
                objectName: "generatorCopy"
                symbol: "copy"
                //: Name of the button that copies a new password
                text: qsTr("Copy the new password")

                onClicked: root.generator.copy()
            }
        }

        StrengthBar {
            Layout.fillWidth: true
            objectName: "generatorStrength"
            level: root.generator.level
            //: Under a new password. %1 is a number of bits, %2 a sentence
            sentence: qsTr("%1. %2").arg(root.generator.entropyText).arg(root.generator.sentence)
            visible: root.generator.secret !== null
            word: root.generator.word
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8
            visible: root.generator.problem !== ""

            Icon {
                color: Theme.colours.warning
                symbol: "warning"
            }

            ThemedText {
                Layout.fillWidth: true
                objectName: "generatorProblem"
                text: root.generator.problem
                wrapMode: Text.Wrap
            }
        }
    }
}
