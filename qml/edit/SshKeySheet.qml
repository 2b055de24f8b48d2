// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Asks what kind of SSH key to make.
Sheet {
    id: root

    required property EditorViewModel editor
    readonly property SshKeyGenerator generator: root.editor.sshKey.generator

    /// The kind before or after the chosen one.
    function step(by: int): void {
        for (let i = 0; i < kinds.count; ++i) {
            const next = kinds.itemAt(i + by) as SshKeyKind;
            if ((kinds.itemAt(i) as SshKeyKind).checked && next) {
                next.choose();
                return next.forceActiveFocus(Qt.TabFocusReason);
            }
        }
    }

    //: Under the heading of the sheet that makes an SSH key
    explanation: qsTr("It is made on this computer and goes into the form; nothing is saved before you save.")
    //: Heading of the sheet that makes an SSH key
    heading: qsTr("Generate an SSH key")
    objectName: "sshKeySheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.sidebarWidth / 2
    visible: root.generator.asking

    buttons: [
        Button {
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.generator.cancel()
        },
        Button {
            enabled: !root.generator.busy
            kind: Button.Primary
            objectName: "makeKey"
            //: Buttons that make an SSH key: while it is made, in the place of another, and else
            text: root.generator.busy ? qsTr("Generating…") : root.generator.replaces ? qsTr("Generate and replace") : qsTr("Generate")

            onClicked: root.generator.generate()
        }
    ]

    onCloseRequested: root.generator.cancel()
    onOpened: {
        passphrase.begin();
        for (let i = 0; i < kinds.count; ++i) {
            const choice = kinds.itemAt(i) as SshKeyKind;
            if (choice.checked)
                choice.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    Banner {
        Layout.fillWidth: true
        title: root.generator.errorText
        visible: title !== ""
    }

    Banner {
        Layout.fillWidth: true
        //: After the sentence that a private key is replaced
        hint: qsTr("Servers that know only the old one do not let the new one in.")
        kind: Banner.Warning
        objectName: "generateReplaces"
        //: Warning in the sheet that makes an SSH key
        title: qsTr("The new key takes the place of the one in the form.")
        visible: root.generator.replaces
    }

    ColumnLayout {
        //: Accessible name of the choice of a type of SSH key
        Accessible.name: qsTr("Type")
        Accessible.role: Accessible.Grouping
        Keys.onDownPressed: root.step(1)
        Keys.onEnterPressed: root.generator.generate()
        Keys.onReturnPressed: root.generator.generate()
        Keys.onUpPressed: root.step(-1)
        Layout.fillWidth: true
        spacing: Theme.space8

        LayoutRepeater {
            id: kinds

            model: root.generator.kinds

            SshKeyKind {
                Layout.fillWidth: true
                chosen: root.generator.kind

                onPicked: key => root.generator.kind = key
            }
        }
    }

    FormField {
        id: newKeyCommentForm

        Layout.fillWidth: true
        //: Help under the comment of an SSH key that is made
        help: qsTr("Ends the public key, so that people see whose it is.")
        //: Label of the comment of an SSH key that is made
        label: qsTr("Comment")

        TextField {
            Layout.fillWidth: true
            label: qsTr("Comment")
            objectName: "newKeyComment"
            remark: newKeyCommentForm.remark
            text: root.generator.comment

            onAccepted: root.generator.generate()
            onTextEdited: root.generator.comment = text
        }
    }

    FormField {
        id: passphraseForm

        Layout.fillWidth: true
        //: Help under the passphrase of an SSH key that is made
        help: qsTr("Optional: encrypts the key once more. It is kept in the passphrase field of this secret.")
        //: Label of the passphrase of an SSH key that is made
        label: qsTr("Passphrase")
        visible: root.generator.takesPassphrase

        SecretField {
            id: passphrase

            Layout.fillWidth: true
            document: root.generator.passphrase
            label: qsTr("Passphrase")
            objectName: "newKeyPassphrase"
            presenting: root.editor.presenting
            remark: passphraseForm.remark

            extras: [
                GenerateButton {
                    document: root.generator.passphrase
                    generator: root.editor.generator
                    label: passphrase.label
                    listening: passphrase.listening
                    objectName: "generatePassphrase"
                }
            ]

            onAccepted: root.generator.generate()
        }

        StrengthMeter {
            Layout.fillWidth: true
            document: root.generator.passphrase
            editor: root.editor
            wanted: !passphrase.sealed
        }
    }
}
