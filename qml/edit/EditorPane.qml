// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.People
import Coffret.Ui

/// Writes one secret, where the detail pane shows it otherwise.
FocusScope {
    id: root

    required property EditorViewModel editor

    function focusFirst(): void {
        (root.editor.stage === EditorViewModel.Choosing ? types : root.editor.stage === EditorViewModel.Conflicted ? conflict : form).forceActiveFocus(Qt.TabFocusReason);
    }

    //: Accessible name of the pane where a secret is written
    Accessible.name: root.editor.creating ? qsTr("New secret") : qsTr("Edit secret")
    Accessible.role: Accessible.Pane
    Keys.onEscapePressed: root.editor.asking ? root.editor.keepWriting() : root.editor.cancel()
    objectName: "editorPane"

    Component.onCompleted: root.focusFirst()

    Connections {
        function onStageChanged(): void {
            if (root.editor.active)
                root.focusFirst();
        }

        target: root.editor
    }

    Shortcut {
        sequences: ["Ctrl+S", "Ctrl+Return", "Ctrl+Enter"]

        onActivated: root.editor.save()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.window
    }

    FormScroller {
        id: scroller

        anchors.bottom: footer.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        contentHeight: column.implicitHeight + 2 * Theme.space24

        ColumnLayout {
            id: column

            spacing: Theme.space16
            width: Math.min(scroller.width - 2 * Theme.space24, Theme.readingWidth)
            x: Math.max(Theme.space24, (scroller.width - width) / 2)
            y: Theme.space24

            Banner {
                Layout.fillWidth: true
                details: root.editor.errorDetails
                dismissable: root.editor.stage !== EditorViewModel.Failed
                hint: root.editor.errorHint
                objectName: "editorError"
                title: root.editor.errorText
                visible: root.editor.errorText !== ""

                onDismissed: root.editor.dismissError()

                Button {
                    objectName: "editorRetryButton"
                    //: Button in an error banner: tries again
                    text: qsTr("Retry")
                    visible: !root.editor.taken && (root.editor.stage === EditorViewModel.Failed || root.editor.stage === EditorViewModel.Writing)

                    onClicked: root.editor.stage === EditorViewModel.Failed ? root.editor.retry() : root.editor.save()
                }

                Button {
                    objectName: "editorUseTaken"
                    //: Button in an error banner: the secret is there already, and gets the value that was written
                    text: qsTr("Set its value…")
                    visible: root.editor.taken

                    onClicked: root.editor.useTaken()
                }

                Button {
                    objectName: "editorOpenTaken"
                    //: Button in an error banner: shows the secret that is there already
                    text: qsTr("Open it")
                    visible: root.editor.canOpenTaken

                    onClicked: root.editor.openTaken()
                }
            }

            Banner {
                Layout.fillWidth: true
                kind: Banner.Warning
                objectName: "editorWarning"
                title: root.editor.warning
                visible: root.editor.warning !== "" && (root.editor.stage === EditorViewModel.Writing || root.editor.stage === EditorViewModel.Conflicted)
            }

            EditorSkeleton {
                Layout.fillWidth: true
                name: root.editor.name
                visible: root.editor.stage === EditorViewModel.Opening
            }

            TypeChoice {
                id: types

                Layout.fillWidth: true
                editor: root.editor
                visible: root.editor.stage === EditorViewModel.Choosing
            }

            EditorForm {
                id: form

                Layout.fillWidth: true
                editor: root.editor
                enabled: !root.editor.saving
                visible: root.editor.stage === EditorViewModel.Writing
            }

            ConflictView {
                id: conflict

                Layout.fillWidth: true
                editor: root.editor
                visible: root.editor.stage === EditorViewModel.Conflicted
            }
        }
    }

    EditorFooter {
        id: footer

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        editor: root.editor
    }

    DropTarget {
        anchors.fill: parent
        enabled: root.editor.certificate.anchor !== ""

        onFileDropped: file => root.editor.certificate.chooseFile(file)
    }

    DropTarget {
        anchors.fill: parent
        enabled: root.editor.codeEntry.watching

        onFileDropped: file => root.editor.codeEntry.readFile(file)
    }

    ReadersSheet {
        readers: root.editor.readers
    }

    SshKeySheet {
        editor: root.editor
    }

    LazyItem {
        properties: ({
                "generator": root.editor.generator
            })
        shown: root.editor.generator.open
        source: Qt.resolvedUrl("GeneratorSheet.qml")
    }

    LazyItem {
        properties: ({
                "place": root.editor.placing
            })
        shown: root.editor.placing.asking
        source: Qt.resolvedUrl("../People/PlaceSheet.qml")
    }
}
