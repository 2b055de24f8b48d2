// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A row-shaped promise while the first rows are on their way.
Item {
    id: root

    required property int index

    Accessible.ignored: true
    implicitHeight: Theme.listRow

    SequentialAnimation on opacity  {
        loops: Animation.Infinite
        running: root.visible && !Theme.reducedMotion

        NumberAnimation {
            duration: Theme.pulse
            easing.type: Easing.InOutQuad
            from: 1
            to: 0.45
        }

        NumberAnimation {
            duration: Theme.pulse
            easing.type: Easing.InOutQuad
            from: 0.45
            to: 1
        }
    }

    Rectangle {
        id: tile

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.pressed
        height: Theme.tile
        radius: Theme.space8
        width: Theme.tile
    }

    Column {
        anchors.left: tile.right
        anchors.leftMargin: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space8

        Rectangle {
            anchors.left: parent.left
            color: Theme.colours.pressed
            height: Theme.space8 + Theme.focusWidth
            radius: Theme.space4
            width: root.width * (0.32 + 0.07 * (root.index * 5 % 4))
        }

        Rectangle {
            anchors.left: parent.left
            color: Theme.colours.hover
            height: Theme.space8
            radius: Theme.space4
            width: root.width * (0.48 + 0.06 * (root.index * 3 % 4))
        }
    }
}
