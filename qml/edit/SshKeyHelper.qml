// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Under the private key of an SSH key in a form: what it is, what is wrong with it, and other ways to get one.
Item {
    id: root

    required property EditorViewModel editor
    required property SecretField field ///< where the key is written; a file may be dropped there, too
    readonly property bool filled: !root.field.blank
    readonly property SshKeyEditor sshKey: root.editor.sshKey
    property alias dropTarget: drop

    //: Accessible name of the part of a form that says what a private key is
    Accessible.name: qsTr("About this key")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "sshKeyHelper"

    onFilledChanged: if (root.filled && !root.field.activeFocus)
        root.field.masked = true // made here or out of a file: nobody needs to see it

    ColumnLayout {
        id: column

        spacing: Theme.space8
        width: root.width

        SshKeySummary {
            Layout.fillWidth: true
            comment: root.sshKey.comment
            fingerprint: root.sshKey.fingerprint
            //: Under a private key in a form, for a moment
            note: root.sshKey.state === SshKeyEditor.Looking ? qsTr("Looking at the key…") : root.sshKey.protection
            proved: root.sshKey.state === SshKeyEditor.Known
            text: root.sshKey.text
            visible: text !== "" || note !== ""
        }

        Banner {
            Layout.fillWidth: true
            hint: root.sshKey.problemHint
            kind: Banner.Warning
            objectName: "sshKeyProblem"
            title: root.sshKey.problemText
            visible: title !== ""

            Button {
                objectName: "addPassphraseField"
                //: Button: a field for the passphrase is added to the form
                text: qsTr("Add the passphrase")
                visible: root.sshKey.lacksPassphraseField

                onClicked: root.sshKey.addPassphraseField()
            }
        }

        Banner {
            Layout.fillWidth: true
            //: After the sentence that the public key in a form belongs to another key
            hint: qsTr("Servers that have it do not let the private key in.")
            kind: Banner.Warning
            objectName: "otherPublicKey"
            //: About the two halves of an SSH key in a form
            title: qsTr("The public key below does not belong to this private key.")
            visible: root.sshKey.otherPublicKey

            Button {
                objectName: "usePublicKey"
                //: Button: the public key that belongs to the private one takes the other's place
                text: qsTr("Put in the right one")

                onClicked: root.sshKey.usePublicKey()
            }
        }

        Banner {
            Layout.fillWidth: true
            hint: root.sshKey.fileHint
            objectName: "sshKeyFileError"
            title: root.sshKey.fileError
            visible: title !== ""
        }

        Banner {
            Layout.fillWidth: true
            //: After the question whether to put the key of a file in the place of another
            hint: qsTr("Its passphrase is removed as well. Nothing is saved yet.")
            kind: Banner.Warning
            objectName: "replaceKeyQuestion"
            //: Question: a file with a private key was chosen, and the form has one already
            title: qsTr("Replace the private key that is here by the one in the file?")
            visible: root.sshKey.replacing

            onVisibleChanged: if (visible)
                keep.forceActiveFocus(Qt.ShortcutFocusReason)

            Button {
                kind: Button.Primary
                objectName: "replaceKey"
                //: Button: puts another key in the place of the one in the form
                text: qsTr("Replace it")

                onClicked: {
                    root.sshKey.replace();
                    choose.forceActiveFocus(Qt.OtherFocusReason);
                }
            }

            Button {
                id: keep

                objectName: "keepKey"
                //: Button: the key in the form stays
                text: qsTr("Keep it")

                onClicked: {
                    root.sshKey.keep();
                    choose.forceActiveFocus(Qt.OtherFocusReason);
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Button {
                id: choose

                objectName: "chooseKeyFile"
                symbol: "folder"
                //: Button: takes a private key from a file
                text: qsTr("Choose file…")

                onClicked: file.choose()
            }

            Button {
                objectName: "generateKey"
                symbol: "sshkey"
                //: Button: makes a new SSH key
                text: qsTr("Generate key…")

                onClicked: root.sshKey.askToGenerate(root.editor.name)
            }

            ThemedText {
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                height: Math.max(Theme.controlHeight, implicitHeight)
                //: Beside the buttons that choose or make a private key
                text: qsTr("or paste it, or drop its file here")
                verticalAlignment: Text.AlignVCenter
                visible: root.sshKey.state === SshKeyEditor.Empty
                width: Math.min(implicitWidth, parent.width)
                wrapMode: Text.Wrap
            }
        }

        FileField {
            id: file

            //: Entry of the file type list in a key's file dialog
            filter: qsTr("Private keys (id_* *.pem *.key *.ppk)")
            //: Title of a file dialog
            label: qsTr("Private key")
            name: "sshKeyFile"
            path: ""
            visible: false

            onChosen: path => root.sshKey.openFile(path)
        }
    }

    DropTarget {
        id: drop

        anchors.fill: parent
        anchors.topMargin: -root.field.height - Theme.space4

        onFileDropped: file => root.sshKey.openFile(file)
    }
}
