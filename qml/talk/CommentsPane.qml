// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What people say about a secret.
FocusScope {
    id: root

    required property DiscussionViewModel discussion

    //: Accessible name of the part that shows what people say about a secret
    Accessible.name: qsTr("Comments")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "commentsPane"

    Connections {
        function onDraftWanted(): void {
            field.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.discussion
    }

    ColumnLayout {
        id: column

        spacing: Theme.space12
        width: parent.width

        Banner {
            Layout.fillWidth: true
            details: root.discussion.errorDetails
            dismissable: true
            hint: root.discussion.errorHint
            objectName: "commentsError"
            title: root.discussion.errorText
            visible: title !== ""

            onDismissed: root.discussion.dismissError()

            Button {
                //: Button in an error banner: tries again
                text: qsTr("Retry")

                onClicked: root.discussion.retry()
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            Icon {
                Layout.alignment: Qt.AlignTop
                color: Theme.colours.textTertiary
                symbol: "info"
            }

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                //: Above the comments on a secret
                text: qsTr("Comments are not encrypted: never write a password here.")
                wrapMode: Text.Wrap
            }
        }

        LayoutRepeater {
            model: root.discussion.comments

            CommentRow {
                Layout.fillWidth: true
                removing: root.discussion.removingId === commentId

                onAnswerRequested: commentId => root.discussion.answer(commentId)
                onEditRequested: commentId => root.discussion.edit(commentId)
                onRemoveCancelled: root.discussion.cancelRemove()
                onRemoveConfirmed: root.discussion.confirmRemove()
                onRemoveRequested: commentId => root.discussion.askToRemove(commentId)
            }
        }

        LayoutRepeater {
            model: root.discussion.loading && !root.discussion.commentsShown ? 2 : 0

            SkeletonRow {
                Layout.fillWidth: true
            }
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: In place of comments on a secret
            text: qsTr("Nobody has said anything yet.")
            visible: root.discussion.commentsShown && root.discussion.comments.count === 0
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8
            visible: root.discussion.contextText !== ""

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.accent
                text: root.discussion.contextText
            }

            IconButton {
                symbol: "close"
                //: Name of the button that gives up an answer or a change of a comment
                text: qsTr("Give up")

                onClicked: root.discussion.cancelDraft()
            }
        }

        TextArea {
            id: field

            Layout.fillWidth: true
            focus: true
            invalid: root.discussion.draftTooLong
            remark: root.discussion.draftHint
            //: Label of the field for a comment
            label: qsTr("Write a comment")
            objectName: "commentField"
            placeholderText: qsTr("Write a comment")
            text: root.discussion.draft

            Keys.onPressed: event => {
                event.accepted = (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && (event.modifiers & Qt.ControlModifier);
                if (event.accepted)
                    root.discussion.post();
            }
            onTextEdited: text => root.discussion.draft = text
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            ThemedText {
                Accessible.role: root.discussion.draftTooLong ? Accessible.AlertMessage : Accessible.StaticText
                Layout.fillWidth: true
                color: root.discussion.draftTooLong ? Theme.colours.danger : Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                text: root.discussion.draftHint
            }

            Button {
                enabled: root.discussion.canPost
                kind: Button.Primary
                objectName: "postComment"
                //: Button: sends a comment, or the change of one
                text: root.discussion.editing ? qsTr("Save comment") : qsTr("Comment")

                onClicked: root.discussion.post()
            }
        }
    }
}
