// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One value of a form: its label, which may be the user's own, where it is written, and what is wrong with it.
FormField {
    id: root

    required property EditorViewModel editor
    required property int index
    required property string key
    required property string kind
    required property bool custom
    required property SecretDocument document
    required property bool isProtected
    required property bool multiline
    required property bool removable
    required property string helpText
    required property string errorText
    required property bool hasKinds
    required property string customKind
    required property bool flag
    readonly property bool isPassword: root.kind === "password" || root.kind === "passphrase" || (root.custom && root.isProtected && !root.multiline && (!root.hasKinds || root.customKind === "password"))
    readonly property bool isFlag: root.customKind === "boolean"
    //: Label of a field of one's own that has no name yet
    readonly property string spoken: root.label === "" ? qsTr("Value") : root.label

    error: root.errorText
    help: root.helpText
    labelled: !root.custom
    objectName: "editorField_" + root.key

    beside: [
        IconButton {
            implicitHeight: Theme.touch
            implicitWidth: Theme.touch
            symbol: "close"
            //: Name of the button that takes a field out of a form. %1 is the field's label
            text: qsTr("Remove %1").arg(root.spoken)
            visible: root.removable && !root.custom

            onClicked: root.editor.removeField(root.index)
        }
    ]

    Connections {
        function onProblemFound(key: string): void {
            if (key === root.key)
                (root.custom && root.label === "" ? ownLabel : input).forceActiveFocus(Qt.TabFocusReason);
        }

        function onFieldAdded(row: int): void {
            if (row === root.index)
                (root.custom ? ownLabel : input).forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.editor
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space4
        visible: root.custom

        TextField {
            id: ownLabel

            Layout.fillWidth: true
            //: Accessible name of the field for the name of a value
            label: qsTr("Name of the field")
            //: In the empty field for the name of a value
            placeholderText: qsTr("Name of the field")
            remark: root.label === "" ? root.error : ""
            text: root.custom ? root.label : ""

            onTextEdited: root.editor.fields.setLabel(root.index, text)
        }

        IconButton {
            symbol: "close"
            text: qsTr("Remove %1").arg(root.spoken)

            onClicked: root.editor.removeField(root.index)
        }
    }

    CustomKindRow {
        Layout.fillWidth: true
        fields: root.editor.fields
        isProtected: root.isProtected
        kind: root.customKind
        row: root.index
        visible: root.hasKinds
    }

    CheckBox {
        id: yes

        checked: root.flag
        objectName: "customFlag"
        //: The value of a field that is either yes or no
        text: qsTr("Yes")
        visible: root.isFlag

        onToggled: root.editor.fields.setFlag(root.index, yes.checked)
    }

    SecretField {
        id: input

        Layout.fillWidth: true
        block: root.multiline && (root.kind === "private-key" || root.kind === "certificate")
        document: root.document
        invalid: root.error !== ""
        label: root.spoken
        maskable: root.isProtected
        multiline: root.multiline
        objectName: "editorInput_" + root.key
        presenting: root.editor.presenting
        remark: root.remark
        revealable: root.editor.canReveal
        visible: !root.isFlag

        extras: [
            GenerateButton {
                document: root.document
                generator: root.editor.generator
                label: root.spoken
                listening: input.listening
                objectName: "generate_" + root.key
                visible: root.isPassword && root.kind !== "passphrase" // that of a key that exists
            },
            QrButton {
                entry: root.editor.codeEntry
                visible: root.kind === "totp"
            }
        ]

        onAccepted: root.editor.save()
        onPicturePasted: if (root.kind === "totp")
            root.editor.codeEntry.readClipboard()
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        objectName: "tokenHint_" + root.key
        text: hint.text
        visible: text !== ""

        TokenHint {
            id: hint

            document: root.kind === "token" && !input.sealed ? root.document : null
        }
    }

    CodeEntry {
        Layout.fillWidth: true
        document: root.kind === "totp" ? root.document : null
        entry: root.editor.codeEntry
        judged: !input.veiled || !input.filledBefore
        objectName: "codeEntry_" + root.key
    }

    StrengthMeter {
        Layout.fillWidth: true
        document: root.document
        editor: root.editor
        objectName: "strength_" + root.key
        wanted: root.isPassword && !input.sealed
    }

    LazyItem {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        properties: ({
                "editor": root.editor
            })
        shown: root.editor.certificate.anchor === root.key
        source: Qt.resolvedUrl("CertificateHelper.qml")
    }

    LazyItem {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space4
        properties: ({
                "editor": root.editor,
                "field": input
            })
        shown: root.kind === "private-key" && root.editor.type === "sshkey"
        source: Qt.resolvedUrl("SshKeyHelper.qml")
    }
}
