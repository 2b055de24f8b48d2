// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Under the key of one-time codes: ways to read it from a QR code, whose it is, and the code of this moment.
ColumnLayout {
    id: root

    required property CodeEntryViewModel entry
    required property SecretDocument document ///< null: a field of another kind
    required property bool judged ///< what is in the field is shown

    Layout.fillHeight: false
    spacing: Theme.space8
    visible: root.document && (root.entry.problem !== "" || root.entry.valid) // an empty layout takes room as well

    function follow(): void {
        if (root.document)
            root.entry.watch(root.document, root.judged);
    }

    Component.onCompleted: root.follow()
    Component.onDestruction: root.entry.leave(root.document)
    onDocumentChanged: root.follow()
    onJudgedChanged: root.follow()

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.entry.problem !== ""

        Icon {
            Layout.alignment: Qt.AlignTop
            color: Theme.colours.danger
            size: Theme.iconSmall
            symbol: "warning"
        }

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            color: Theme.colours.danger
            font.pixelSize: Theme.caption
            objectName: "codeProblem"
            text: root.entry.problem
            wrapMode: Text.Wrap
        }
    }

    Card {
        Layout.fillWidth: true
        implicitHeight: preview.implicitHeight + 2 * Theme.space12
        visible: root.entry.valid

        RowLayout {
            id: preview

            anchors.left: parent.left
            anchors.margins: Theme.space12
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space12

            ProgressRing {
                remaining: root.entry.remaining
                visible: !root.entry.veiled
            }

            MaskDots {
                objectName: "codeDots"
                visible: root.entry.veiled
            }

            SecretText {
                Layout.preferredHeight: implicitHeight
                Layout.preferredWidth: Theme.tileLarge * 3
                color: Theme.colours.text
                digitColor: Theme.colours.text
                fontFamily: Theme.fixedFamily
                objectName: "codePreview"
                pixelSize: Theme.title
                secret: root.entry.secret
                symbolColor: Theme.faded(Theme.colours.text, 0)
                visible: !root.entry.veiled
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.focusWidth

                ThemedText {
                    Layout.fillWidth: true
                    font.weight: Font.Medium
                    objectName: "codeOwner"
                    text: Phrases.beside([root.entry.issuer, root.entry.account])
                    visible: text !== ""
                    wrapMode: Text.Wrap
                }

                ThemedText {
                    Layout.fillWidth: true
                    color: Theme.colours.textSecondary
                    font.pixelSize: Theme.caption
                    objectName: "codeManner"
                    text: root.entry.manner
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
