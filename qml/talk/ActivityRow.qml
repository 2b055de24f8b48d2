// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// One thing somebody did. When it was stands below where there is no room beside it.
Item {
    id: root

    required property string text
    required property string whenText
    required property string symbol

    Accessible.name: Phrases.listed([root.text, root.whenText])
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(Theme.controlLarge, words.height + Theme.space8)
    implicitWidth: Theme.sidebarWidth

    Rectangle {
        id: badge

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.hover
        implicitHeight: Theme.iconButton
        implicitWidth: Theme.iconButton
        radius: height / 2

        Icon {
            anchors.centerIn: parent
            symbol: root.symbol
        }
    }

    ThemedText {
        id: measure

        Accessible.ignored: true
        text: root.text
        visible: false
    }

    Item {
        id: words

        readonly property bool tight: words.width < measure.implicitWidth + Theme.space12 + moment.implicitWidth

        anchors.left: badge.right
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: deed.height + (words.tight ? moment.height : 0)

        ThemedText {
            id: deed

            Accessible.ignored: true
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.rightMargin: words.tight ? 0 : moment.implicitWidth + Theme.space12
            text: root.text
            wrapMode: Text.Wrap
        }

        ThemedText {
            id: moment

            Accessible.ignored: true
            anchors.left: parent.left
            anchors.right: parent.right
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            horizontalAlignment: words.tight ? Text.AlignLeft : Text.AlignRight
            text: root.whenText
            y: words.tight ? deed.height : Math.round((deed.height - height) / 2)
        }
    }
}
