// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The groups of an account; whoever manages one changes who is in it.
Sheet {
    id: root

    required property GroupsViewModel groups

    footnote: root.groups.changesText
    //: Heading of the sheet of groups
    heading: qsTr("Groups")
    objectName: "groupsSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth + Theme.sidebarWidth
    visible: root.groups.open

    buttons: [
        Button {
            objectName: "revertGroup"
            //: Button: forgets changes of a group that were not written yet
            text: qsTr("Undo changes")
            visible: root.groups.hasChanges

            onClicked: root.groups.revert()
        },
        Button {
            objectName: "closeGroups"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.groups.close()
        },
        Button {
            kind: Button.Primary
            objectName: "reviewGroup"
            //: Button: shows what changes of a group come to before they are written
            text: qsTr("Review…")
            visible: root.groups.hasChanges

            onClicked: root.groups.review()
        }
    ]

    onCloseRequested: root.groups.close()
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    Banner {
        Layout.fillWidth: true
        hint: root.groups.errorHint
        title: root.groups.errorText
        visible: title !== ""

        Button {
            //: Button in an error banner: tries again
            text: qsTr("Retry")

            onClicked: root.groups.retry()
        }
    }

    GridLayout {
        id: halves

        readonly property bool stacked: halves.width < Theme.sidebarWidth + 6 * Theme.tileLarge

        Layout.fillWidth: true
        columnSpacing: Theme.space24
        columns: halves.stacked ? 1 : 2
        rowSpacing: Theme.space16

        ListView {
            id: list

            //: Accessible name of the list of groups
            Accessible.name: qsTr("Groups")
            Accessible.role: Accessible.List
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: halves.stacked
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            highlightMoveDuration: 0
            implicitHeight: halves.stacked ? Math.min(contentHeight, Theme.tileLarge * 3) : Theme.tileLarge * 9
            implicitWidth: Theme.sidebarWidth
            keyNavigationEnabled: true
            model: root.groups.groups
            objectName: "groupList"

            T.ScrollBar.vertical: ScrollBar {
            }
            delegate: GroupRow {
                current: key === root.groups.currentId
                width: ListView.view.width

                onChosen: key => root.groups.choose(key)
            }

            onCountChanged: currentIndex = count > 0 ? 0 : -1
            onCurrentIndexChanged: if (activeFocus)
                root.groups.choose(root.groups.groups.keyAt(currentIndex))
        }

        GroupMembers {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            groups: root.groups
        }
    }
}
