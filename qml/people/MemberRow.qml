// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One member of a group.
Item {
    id: root

    required property int index
    required property string name
    required property string detail
    required property bool manager
    required property int change ///< MemberListModel.Change
    required property string changeText
    required property bool lastManager
    property bool changeable: false
    property bool last: true
    readonly property bool leaving: root.change === MemberListModel.Removed
    //: What somebody is in a group
    readonly property string roleText: root.manager ? qsTr("Manager") : qsTr("Member")

    signal managerRequested(bool manager)
    signal presenceRequested(bool present)

    Accessible.description: root.changeText
    Accessible.name: Phrases.listed([root.name, root.roleText])
    Accessible.role: Accessible.ListItem
    implicitHeight: Theme.listRow
    objectName: "memberRow_" + root.index

    RowLayout {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.top: parent.top
        spacing: Theme.space12

        PersonTile {
            faded: root.leaving
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: root.leaving ? Theme.colours.textTertiary : Theme.colours.text
                font.strikeout: root.leaving
                font.weight: Font.Medium
                text: root.name
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: root.change === MemberListModel.Unchanged ? Theme.colours.textSecondary : root.leaving ? Theme.colours.danger : Theme.colours.accent
                font.pixelSize: Theme.caption
                text: Phrases.beside([root.change === MemberListModel.Unchanged ? "" : root.changeText, root.detail])
                visible: text !== ""
            }
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            text: root.roleText
            visible: !root.changeable
        }

        PickButton {
            //: Accessible name of the button that offers what somebody is in a group. %2 is a person, %1 what they are now
            Accessible.name: qsTr("%2: %1").arg(root.roleText).arg(root.name)
            menu: roles
            text: root.roleText
            visible: root.changeable
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        color: Theme.colours.hairline
        height: Theme.hairline
        visible: !root.last
    }

    Menu {
        id: roles

        MenuItem {
            checkable: true
            checked: !root.manager
            enabled: !root.lastManager
            text: qsTr("Member")

            onTriggered: root.managerRequested(false)
        }

        MenuItem {
            checkable: true
            checked: root.manager
            text: qsTr("Manager")

            onTriggered: root.managerRequested(true)
        }

        MenuSeparator {
        }

        MenuItem {
            enabled: !root.lastManager
            symbol: "close"
            //: Menu: takes somebody out of a group, or back; the first when nobody else manages it
            text: root.lastManager ? qsTr("The only manager has to stay") : root.leaving ? qsTr("Stays in the group") : qsTr("Take out of the group")

            onTriggered: root.presenceRequested(root.leaving)
        }
    }
}
