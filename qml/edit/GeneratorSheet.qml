// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Makes a password for a field: what it is like, and what it is worth.
Sheet {
    id: root

    required property GeneratorViewModel generator

    /// The other of the two tabs.
    function goToOther(): void {
        root.generator.usesWords = !root.generator.usesWords;
        (root.generator.usesWords ? wordsTab : charactersTab).forceActiveFocus(Qt.TabFocusReason);
    }

    entry: useButton
    //: Heading of the sheet that makes a password. %1 is the label of the field it is for, such as Password
    heading: qsTr("Generate: %1").arg(root.generator.target)
    objectName: "generatorSheet"
    parent: T.Overlay.overlay
    visible: root.generator.open

    buttons: [
        Button {
            objectName: "generatorCancel"
            //: Button of a sheet
            text: qsTr("Cancel")

            onClicked: root.generator.close()
        },
        Button {
            id: useButton

            enabled: root.generator.secret !== null
            focus: true
            kind: Button.Primary
            objectName: "generatorUse"
            //: Button that puts a generated password into the field
            text: qsTr("Use it")

            onClicked: root.generator.use()
        }
    ]

    onCloseRequested: root.generator.close()
    onOpened: useButton.focusReason = Qt.TabFocusReason // it is seen that Enter works

    Shortcut {
        enabled: root.visible
        sequence: "Ctrl+G"

        onActivated: root.generator.again()
    }

    Shortcut {
        enabled: root.visible
        sequences: ["Ctrl+Return", "Ctrl+Enter", "Ctrl+S"]

        onActivated: root.generator.use()
    }

    GeneratedValue {
        Layout.fillWidth: true
        generator: root.generator
    }

    RowLayout {
        Keys.onLeftPressed: root.goToOther()
        Keys.onRightPressed: root.goToOther()
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.space8
        spacing: 0
        visible: root.generator.hasWords

        TabButton {
            id: charactersTab

            current: !root.generator.usesWords
            objectName: "generatorCharactersTab"
            //: Kind of a new password: letters, digits and symbols
            text: qsTr("Characters")

            onClicked: root.generator.usesWords = false
        }

        TabButton {
            id: wordsTab

            current: root.generator.usesWords
            objectName: "generatorWordsTab"
            //: Kind of a new password: several words
            text: qsTr("Words")

            onClicked: root.generator.usesWords = true
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.generator.policyText !== ""

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            objectName: "generatorPolicy"
            text: root.generator.policyText
            wrapMode: Text.Wrap
        }

        Button {
            kind: Button.Quiet
            objectName: "generatorAsAsked"
            //: Button: sets the choices for a new password back to what the server asks for
            text: qsTr("As the server asks")
            visible: !root.generator.asAsked

            onClicked: root.generator.followServer()
        }
    }

    CharacterOptions {
        Layout.fillWidth: true
        generator: root.generator
        visible: !root.generator.usesWords
    }

    WordOptions {
        Layout.fillWidth: true
        generator: root.generator
        visible: root.generator.usesWords
    }
}
