// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One person or group: what they can do, and what will change about it.
Item {
    id: root

    required property int index
    required property bool isGroup
    required property string name
    required property string detail
    required property int accessRight
    required property string rightText
    required property int change ///< AccessListModel.Change
    required property string changeText
    required property bool lastOwner
    property bool changeable: false
    property bool last: true
    readonly property bool leaving: root.change === AccessListModel.Removed

    signal rightRequested(int right)

    Accessible.description: root.changeText
    Accessible.name: root.name + ", " + root.rightText
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(Theme.listRow, row.implicitHeight + Theme.space16)
    objectName: "accessRow_" + root.index

    RowLayout {
        id: row

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.top: parent.top
        spacing: Theme.space12

        PersonTile {
            faded: root.leaving
            isGroup: root.isGroup
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
                color: root.change === AccessListModel.Unchanged ? Theme.colours.textSecondary : root.leaving ? Theme.colours.danger : Theme.colours.accent
                font.pixelSize: Theme.caption
                font.weight: root.change === AccessListModel.Unchanged ? Font.Normal : Font.DemiBold
                text: root.change === AccessListModel.Unchanged ? root.detail : root.changeText + (root.detail === "" ? "" : " · " + root.detail)
                visible: text !== ""
            }
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            text: root.rightText
            visible: !root.changeable
        }

        PickButton {
            //: Accessible name of the button that offers rights. %2 is a person or group, %1 what they can do now
            Accessible.name: qsTr("%2: %1").arg(root.rightText).arg(root.name)
            menu: rights
            objectName: "rightButton_" + root.index
            text: root.rightText
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

    RightMenu {
        id: rights

        lastOwner: root.lastOwner
        right: root.accessRight

        onChosen: right => root.rightRequested(right)
    }
}
