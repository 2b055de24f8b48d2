// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One comment, or an answer to one; its own author can change it or take it back.
Item {
    id: root

    required property string commentId
    required property bool isAnswer
    required property string author
    required property string initials
    required property int badge
    required property string content
    required property string whenText
    required property bool mine
    property bool removing: false
    readonly property bool tight: words.width < author.implicitWidth + moment.implicitWidth + actions.implicitWidth + 2 * Theme.space8 ///< they stand below each other

    signal answerRequested(string commentId)
    signal editRequested(string commentId)
    signal removeRequested(string commentId)
    signal removeConfirmed
    signal removeCancelled

    Accessible.description: root.whenText
    Accessible.name: Phrases.labelled(root.author, root.content)
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(Theme.tile, words.implicitHeight) + Theme.space8
    objectName: "comment_" + root.commentId

    HoverHandler {
        id: pointer
    }

    RowLayout {
        anchors.left: parent.left
        anchors.leftMargin: root.isAnswer ? Theme.tile + Theme.space12 : 0
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.space12

        Avatar {
            Layout.alignment: Qt.AlignTop
            badge: root.badge
            initials: root.initials
            radius: height / 2
            size: root.isAnswer ? Theme.tileSmall : Theme.tile
        }

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: Theme.focusWidth

            GridLayout {
                Layout.fillWidth: true
                columnSpacing: Theme.space8
                columns: root.tight ? 1 : 3
                rowSpacing: 0

                ThemedText {
                    id: author

                    Accessible.ignored: true
                    Layout.fillWidth: root.tight
                    font.weight: Font.DemiBold
                    text: root.author
                }

                ThemedText {
                    id: moment

                    Accessible.ignored: true
                    Layout.fillWidth: true
                    color: Theme.colours.textTertiary
                    font.pixelSize: Theme.caption
                    text: root.whenText
                }

                Row {
                    id: actions

                    opacity: pointer.hovered || answerButton.activeFocus || editButton.activeFocus || removeButton.activeFocus ? 1 : 0
                    spacing: 0

                    IconButton {
                        id: answerButton

                        implicitHeight: Theme.touch
                        symbol: "reply"
                        //: Name of the button on a comment. %1 is its author
                        text: qsTr("Answer %1").arg(root.author)
                        visible: !root.isAnswer

                        onClicked: root.answerRequested(root.commentId)
                    }

                    IconButton {
                        id: editButton

                        implicitHeight: Theme.touch
                        symbol: "edit"
                        //: Name of the button on one's own comment
                        text: qsTr("Change comment")
                        visible: root.mine

                        onClicked: root.editRequested(root.commentId)
                    }

                    IconButton {
                        id: removeButton

                        implicitHeight: Theme.touch
                        symbol: "trash"
                        //: Name of the button on one's own comment
                        text: qsTr("Delete comment")
                        visible: root.mine

                        onClicked: root.removeRequested(root.commentId)
                    }
                }
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                elide: Text.ElideNone
                text: root.content
                wrapMode: Text.Wrap
            }

            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space4
                spacing: Theme.space8
                visible: root.removing

                ThemedText {
                    Accessible.name: text
                    Accessible.role: Accessible.AlertMessage
                    color: Theme.colours.danger
                    //: Question before a comment is deleted
                    text: qsTr("Delete this comment?")
                }

                Button {
                    kind: Button.Danger
                    objectName: "confirmRemoveComment"
                    //: Buttons below the question before a comment is deleted
                    text: qsTr("Delete")

                    onClicked: root.removeConfirmed()
                }

                Button {
                    //: Buttons below the question before a comment is deleted
                    text: qsTr("Keep")

                    onClicked: root.removeCancelled()
                }
            }
        }
    }
}
