// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// How far something is.
T.ProgressBar {
    id: root

    property string label ///< what a screen reader calls it

    Accessible.name: root.label
    Accessible.role: Accessible.ProgressBar
    implicitHeight: Theme.radiusControl
    implicitWidth: Theme.sidebarWidth

    background: Rectangle {
        color: Theme.colours.pressed
        radius: height / 2
    }
    contentItem: Item {
        Rectangle {
            anchors.left: parent.left
            color: Theme.colours.accent
            height: parent.height
            radius: height / 2
            width: Math.max(parent.height, parent.width * root.position)
        }
    }
}
