// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Saves or leaves, says why it cannot yet, and asks before something written is lost.
Rectangle {
    id: root

    required property EditorViewModel editor

    color: root.editor.asking ? Theme.colours.warningSoft : Theme.colours.window
    implicitHeight: row.implicitHeight + Theme.space24

    Connections {
        function onAskingChanged(): void {
            if (root.editor.asking)
                keep.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.editor
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        color: Theme.colours.hairline
        height: Theme.hairline
    }

    GridLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.space24
        anchors.right: parent.right
        anchors.rightMargin: Theme.space24
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.space8
        columns: buttons.inOneLine + Theme.sidebarMinimum < row.width ? 2 : 1
        rowSpacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8
            visible: hint.text !== "" || row.columns > 1

            Icon {
                color: Theme.colours.warning
                symbol: "warning"
                visible: root.editor.asking
            }

            ThemedText {
                id: hint

                Accessible.ignored: text === ""
                Accessible.name: text
                Accessible.role: root.editor.asking ? Accessible.AlertMessage : Accessible.StaticText
                Layout.fillWidth: true
                color: root.editor.asking ? Theme.colours.text : Theme.colours.textSecondary
                objectName: "editorHint"
                //: Question when a form with changes is left
                text: root.editor.asking ? qsTr("Give up what you have written?") : root.editor.saveHint
                wrapMode: Text.Wrap
            }
        }

        ButtonFlow {
            id: buttons

            Layout.alignment: Qt.AlignRight
            available: row.width

            Button {
                kind: Button.Danger
                objectName: "discardButton"
                //: Button: gives up what was written in a form
                text: qsTr("Discard")
                visible: root.editor.asking

                onClicked: root.editor.discard()
            }

            Button {
                id: keep

                kind: Button.Primary
                objectName: "keepWritingButton"
                //: Button: goes on with the form
                text: qsTr("Keep writing")
                visible: root.editor.asking

                onClicked: root.editor.keepWriting()
            }

            Button {
                objectName: "cancelEditButton"
                //: Buttons below a form
                text: root.editor.saving ? qsTr("Stop") : qsTr("Cancel")
                visible: !root.editor.asking

                onClicked: root.editor.saving ? root.editor.stopSaving() : root.editor.cancel()
            }

            Button {
                objectName: "editorPostponeButton"
                //: Button below a form: what was written is kept, and sent when the server can be reached
                text: qsTr("Send later")
                visible: !root.editor.asking && root.editor.canPostpone

                onClicked: root.editor.postpone()
            }

            Button {
                enabled: root.editor.canSave
                kind: Button.Primary
                objectName: "saveButton"
                //: Button below a form
                text: qsTr("Save")
                visible: !root.editor.asking && root.editor.stage === EditorViewModel.Writing

                onClicked: root.editor.save()
            }
        }
    }
}
