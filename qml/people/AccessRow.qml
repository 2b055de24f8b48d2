// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
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
    readonly property real room: root.width - tile.width - Theme.space16 - 2 * Theme.space12 ///< beside the tile
    readonly property real rightWidth: root.changeable ? button.implicitWidth : label.implicitWidth
    readonly property bool tight: root.room < who.implicitWidth + Theme.space12 + root.rightWidth ///< the right stands below the name

    signal rightRequested(int right)

    Accessible.description: root.changeText
    Accessible.name: Phrases.listed([root.name, root.rightText])
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(Theme.listRow, words.height + Theme.space16 + (root.tight ? right.height + Theme.space4 : 0))
    objectName: "accessRow_" + root.index

    PersonTile {
        id: tile

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        faded: root.leaving
        isGroup: root.isGroup
        y: words.y + (words.height - height) / 2
    }

    Column {
        id: words

        anchors.left: tile.right
        anchors.leftMargin: Theme.space12
        width: root.tight ? root.room : root.room - right.width - Theme.space12
        y: root.tight ? Theme.space8 : (root.height - height) / 2

        ThemedText {
            id: who

            Accessible.ignored: true
            color: root.leaving ? Theme.colours.textTertiary : Theme.colours.text
            font.strikeout: root.leaving
            font.weight: Font.Medium
            text: root.name
            width: parent.width
            wrapMode: root.tight ? Text.Wrap : Text.NoWrap
        }

        ThemedText {
            Accessible.ignored: true
            color: root.change === AccessListModel.Unchanged ? Theme.colours.textSecondary : root.leaving ? Theme.colours.danger : Theme.colours.accent
            font.pixelSize: Theme.caption
            font.weight: root.change === AccessListModel.Unchanged ? Font.Normal : Font.DemiBold
            text: Phrases.beside([root.change === AccessListModel.Unchanged ? "" : root.changeText, root.detail])
            visible: text !== ""
            width: parent.width
            wrapMode: root.tight ? Text.Wrap : Text.NoWrap
        }
    }

    Item {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        height: root.changeable ? button.height : label.height
        width: Math.min(root.room, root.rightWidth)
        y: root.tight ? words.y + words.height + Theme.space4 : (root.height - height) / 2

        ThemedText {
            id: label

            Accessible.ignored: true
            color: Theme.colours.textSecondary
            text: root.rightText
            visible: !root.changeable
            width: parent.width
            wrapMode: Text.Wrap
        }

        PickButton {
            id: button

            //: Accessible name of the button that offers rights. %2 is a person or group, %1 what they can do now
            Accessible.name: qsTr("%2: %1").arg(root.rightText).arg(root.name)
            menu: rights
            objectName: "rightButton_" + root.index
            text: root.rightText
            visible: root.changeable
            width: parent.width
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
