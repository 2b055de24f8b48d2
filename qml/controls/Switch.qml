// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// Something that is on or off and works at once. Its words stand elsewhere.
T.Switch {
    id: root

    required property string label ///< what a screen reader calls it

    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.name: root.label
    Accessible.onPressAction: root.flip()
    Accessible.onToggleAction: root.flip()
    Accessible.role: Accessible.CheckBox
    Keys.onEnterPressed: root.flip()
    Keys.onReturnPressed: root.flip()
    implicitHeight: Math.max(Theme.touch, implicitIndicatorHeight)
    implicitWidth: implicitIndicatorWidth
    opacity: root.enabled ? 1 : Theme.dimmed

    function flip(): void {
        root.toggle();
        root.toggled();
    }

    indicator: Rectangle {
        border.color: root.checked ? Theme.colours.accent : Theme.colours.outline
        border.width: Theme.hairline
        color: root.checked ? Theme.accentGround(root.hovered || root.down) : Theme.ground(root.down, root.hovered, Theme.colours.surface)
        implicitHeight: Theme.iconMedium
        implicitWidth: Math.round(Theme.iconMedium * 1.8)
        radius: height / 2
        y: Math.round((root.height - height) / 2)

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            color: root.checked ? Theme.colours.accentInk : Theme.colours.textSecondary
            height: parent.height - Theme.space8
            radius: height / 2
            width: height
            x: root.checked !== root.mirrored ? parent.width - width - Theme.space4 : Theme.space4

            Behavior on x  {
                NumberAnimation {
                    duration: Theme.motionFast
                    easing.type: Easing.OutCubic
                }
            }
        }

        FocusRing {
            around: parent.radius
            visible: root.visualFocus
        }
    }
}
