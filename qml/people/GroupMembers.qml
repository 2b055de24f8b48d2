// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Who is in a group.
ColumnLayout {
    id: root

    required property GroupsViewModel groups

    spacing: Theme.space12

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        font.pixelSize: Theme.emphasis
        font.weight: Font.DemiBold
        text: root.groups.currentName
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of groups, and under the name of a group the user may not change
        text: root.groups.loading ? qsTr("Loading…") : root.groups.currentId === "" ? qsTr("There are no groups.") : qsTr("Only its managers can change who is in it.")
        visible: !root.groups.managed
        wrapMode: Text.Wrap
    }

    GranteeFinder {
        Layout.fillWidth: true
        //: In the field that looks people up to add them to a group
        label: qsTr("Add people")
        search: root.groups.search
        visible: root.groups.managed

        onChosen: row => root.groups.add(row)
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Warning
        title: root.groups.notice
        visible: title !== ""
    }

    Card {
        //: Accessible name of the list of who is in a group
        Accessible.name: qsTr("Members")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        implicitHeight: rows.implicitHeight
        visible: root.groups.members.count > 0

        Column {
            id: rows

            width: parent.width

            Repeater {
                model: root.groups.members

                MemberRow {
                    changeable: root.groups.managed
                    last: index === root.groups.members.count - 1
                    width: rows.width

                    onManagerRequested: manager => root.groups.setManager(index, manager)
                    onPresenceRequested: present => root.groups.setPresent(index, present)
                }
            }
        }
    }
}
