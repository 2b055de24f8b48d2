// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Somebody else saved first: what differs, side by side, and which version shall stay.
FocusScope {
    id: root

    required property EditorViewModel editor

    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column

        spacing: Theme.space16
        width: parent.width

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            //: Heading: somebody else saved the same secret meanwhile
            text: qsTr("Somebody else saved first")
            wrapMode: Text.Wrap
        }

        ThemedText {
            Layout.fillWidth: true
            Layout.topMargin: -Theme.space8
            color: Theme.colours.textSecondary
            //: Under the heading. %1 is the name of a secret
            text: qsTr("“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:").arg(root.editor.name)
            wrapMode: Text.Wrap
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideNone
            text: root.editor.revealHint
            visible: text !== ""
            wrapMode: Text.Wrap
        }

        Card {
            Layout.fillWidth: true
            implicitHeight: rows.implicitHeight

            Column {
                id: rows

                width: parent.width

                ConflictHeading {
                    width: parent.width
                }

                Repeater {
                    model: root.editor.conflict

                    ConflictRow {
                        last: index === root.editor.conflict.count - 1
                        revealable: root.editor.conflict.revealable
                        width: rows.width

                        onToggled: root.editor.conflict.toggle(index)
                    }
                }

                ThemedText {
                    color: Theme.colours.textSecondary
                    height: Theme.listRow
                    leftPadding: Theme.space16
                    rightPadding: Theme.space16
                    //: In place of the differences between two versions
                    text: qsTr("Both versions read the same.")
                    visible: root.editor.conflict.count === 0
                    width: parent.width
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Button {
                enabled: !root.editor.saving
                kind: Button.Danger
                objectName: "keepMineButton"
                //: Button: saves the user's version over the one on the server
                text: qsTr("Save mine over it")

                onClicked: root.editor.keepMine()
            }

            Button {
                enabled: !root.editor.saving
                focus: true
                objectName: "takeTheirsButton"
                //: Button: gives up the user's version
                text: qsTr("Take the server's version")

                onClicked: root.editor.takeTheirs()
            }

            Button {
                enabled: !root.editor.saving
                kind: Button.Quiet
                objectName: "backToWritingButton"
                //: Button: back to the form
                text: qsTr("Back to writing")

                onClicked: root.editor.backToWriting()
            }
        }
    }
}
