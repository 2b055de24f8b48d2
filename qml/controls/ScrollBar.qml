// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A thin bar that shows while there is something to scroll and the pointer or the list moves.
T.ScrollBar {
    id: root

    Accessible.ignored: true
    implicitHeight: Theme.space12
    implicitWidth: Theme.space12
    minimumSize: orientation === Qt.Vertical && height > 0 ? Theme.space32 / height : 0
    padding: Theme.space4 - Theme.hairline
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1

    contentItem: Rectangle {
        color: root.pressed || root.hovered ? Theme.colours.textTertiary : Theme.colours.outline
        implicitHeight: Theme.radiusControl
        implicitWidth: Theme.radiusControl
        opacity: root.active || root.hovered ? 1 : 0
        radius: width / 2

        Behavior on opacity  {
            NumberAnimation {
                duration: Theme.motionSlow
                easing.type: Easing.OutCubic
            }
        }
    }
}
