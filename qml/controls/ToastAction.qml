// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A button on the inverted ground of a toast.
T.Button {
    id: root

    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Theme.iconButton
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: Theme.space8
    opacity: root.enabled ? 1 : Theme.dimmed
    rightPadding: Theme.space8

    background: Rectangle {
        color: root.hovered || root.down ? Theme.faded(Theme.colours.toastInk, root.down ? 0.24 : 0.12) : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            border.color: Theme.colours.toastAccent
            gap: 0
            visible: root.visualFocus
        }
    }
    contentItem: ThemedText {
        Accessible.ignored: true
        color: Theme.colours.toastAccent
        font.weight: Font.DemiBold
        text: root.text
    }
}
