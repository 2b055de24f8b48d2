// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// One of several, with what it means below it.
T.RadioButton {
    id: root

    property string explanation
    readonly property int indicatorRoom: Theme.iconMedium + Theme.space8

    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.description: root.explanation
    Accessible.name: root.text
    Accessible.onPressAction: root.choose()
    Accessible.onToggleAction: root.choose()
    Accessible.role: Accessible.RadioButton
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: root.mirrored ? 0 : root.indicatorRoom
    opacity: root.enabled ? 1 : Theme.dimmed
    rightPadding: root.mirrored ? root.indicatorRoom : 0

    function choose(): void {
        if (root.checked)
            return;
        root.toggle();
        root.toggled();
    }

    contentItem: ExplainedText {
        explanation: root.explanation
        text: root.text
    }
    indicator: Rectangle {
        border.color: root.checked ? Theme.colours.accent : Theme.colours.outline
        border.width: root.checked ? Theme.radiusControl - Theme.hairline : Theme.hairline
        color: Theme.ground(root.down, root.hovered, Theme.colours.surface)
        implicitHeight: Theme.iconMedium
        implicitWidth: Theme.iconMedium
        radius: height / 2
        x: root.mirrored ? root.width - width : 0
        y: root.explanation === "" ? Math.round((root.height - height) / 2) : 0

        FocusRing {
            around: parent.radius
            visible: root.visualFocus
        }
    }
}
