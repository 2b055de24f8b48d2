// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A whole number in a range, by pointer or arrow keys.
T.Slider {
    id: root

    property string label ///< what a screen reader calls it

    Accessible.name: root.label
    Accessible.onDecreaseAction: {
        root.decrease();
        root.moved();
    }
    Accessible.onIncreaseAction: {
        root.increase();
        root.moved();
    }
    Accessible.role: Accessible.Slider
    implicitHeight: Theme.controlHeight
    implicitWidth: Theme.sidebarWidth
    opacity: root.enabled ? 1 : Theme.dimmed
    snapMode: T.Slider.SnapAlways
    stepSize: 1

    background: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.outline
            height: Theme.space4
            radius: height / 2
            width: parent.width

            Rectangle {
                anchors.left: parent.left
                color: Theme.colours.accent
                height: parent.height
                objectName: "filled"
                radius: height / 2
                width: root.position * parent.width
            }
        }
    }
    handle: Rectangle {
        border.color: Theme.colours.surface
        border.width: Theme.focusWidth
        color: Theme.accentGround(root.hovered || root.pressed)
        implicitHeight: Theme.iconMedium
        implicitWidth: Theme.iconMedium
        radius: height / 2
        scale: root.pressed ? 1.2 : 1
        x: root.visualPosition * (root.availableWidth - width)
        y: Math.round((root.height - height) / 2)

        FocusRing {
            around: parent.radius
            visible: root.visualFocus
        }
    }
}
