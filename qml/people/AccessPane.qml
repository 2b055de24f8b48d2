// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Who can do what with a secret or a folder; changes are put together here and written after a review.
FocusScope {
    id: root

    required property SharingViewModel sharing

    //: Accessible name of the part that shows who has access
    Accessible.name: qsTr("Sharing")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "accessPane"

    ColumnLayout {
        id: column

        spacing: Theme.space12
        width: parent.width

        Banner {
            Layout.fillWidth: true
            details: root.sharing.errorDetails
            hint: root.sharing.errorHint
            objectName: "sharingError"
            title: root.sharing.errorText
            visible: title !== ""

            Button {
                //: Button in an error banner: tries again
                text: qsTr("Retry")

                onClicked: root.sharing.reload()
            }
        }

        GranteeFinder {
            Layout.fillWidth: true
            //: In the field that looks people up to share something with
            label: qsTr("Add people or groups")
            search: root.sharing.search
            visible: root.sharing.canShare

            onChosen: row => root.sharing.add(row)
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            text: root.sharing.shareHint
            visible: text !== "" && root.sharing.stage === SharingViewModel.Shown
            wrapMode: Text.Wrap
        }

        Banner {
            Layout.fillWidth: true
            kind: Banner.Warning
            objectName: "sharingNotice"
            title: root.sharing.notice
            visible: title !== ""
        }

        LayoutRepeater {
            model: root.sharing.stage === SharingViewModel.Loading && root.sharing.entries.count === 0 ? 3 : 0

            SkeletonRow {
                Layout.fillWidth: true
            }
        }

        Card {
            //: Accessible name of the list of who has access
            Accessible.name: qsTr("Who has access")
            Accessible.role: Accessible.List
            Layout.fillWidth: true
            implicitHeight: rows.implicitHeight
            visible: root.sharing.entries.count > 0

            Column {
                id: rows

                width: parent.width

                Repeater {
                    model: root.sharing.entries

                    AccessRow {
                        changeable: root.sharing.canShare
                        last: index === root.sharing.entries.count - 1
                        width: rows.width

                        onRightRequested: right => root.sharing.setRight(index, right)
                    }
                }
            }
        }

        WordsAndButtons {
            Layout.fillWidth: true
            visible: root.sharing.hasChanges
            words: root.sharing.changesText
            wordsMinimum: Theme.sidebarMinimum

            Button {
                objectName: "revertSharing"
                //: Button: forgets changes of access that were not written yet
                text: qsTr("Undo changes")

                onClicked: root.sharing.revert()
            }

            Button {
                kind: Button.Primary
                objectName: "reviewSharing"
                //: Button: shows what changes of access come to before they are written
                text: qsTr("Review…")

                onClicked: root.sharing.review()
            }
        }
    }
}
