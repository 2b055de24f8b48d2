// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// Something that is so or not, with its words and, below them, what it means.
T.CheckBox {
    id: root

    property string explanation
    readonly property int indicatorRoom: Theme.iconMedium + Theme.space8

    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.description: root.explanation
    Accessible.name: root.text
    Accessible.onPressAction: root.flip()
    Accessible.onToggleAction: root.flip()
    Accessible.role: Accessible.CheckBox
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: root.mirrored ? 0 : root.indicatorRoom
    opacity: root.enabled ? 1 : Theme.dimmed
    rightPadding: root.mirrored ? root.indicatorRoom : 0

    function flip(): void {
        root.toggle();
        root.toggled();
    }

    contentItem: ExplainedText {
        explanation: root.explanation
        text: root.text
    }
    indicator: Rectangle {
        border.color: root.checked ? Theme.colours.accent : Theme.colours.outline
        border.width: Theme.hairline
        color: root.checked ? Theme.accentGround(root.hovered || root.down) : Theme.ground(root.down, root.hovered, Theme.colours.surface)
        implicitHeight: Theme.iconMedium
        implicitWidth: Theme.iconMedium
        radius: Theme.space4
        x: root.mirrored ? root.width - width : 0
        y: root.explanation === "" ? Math.round((root.height - height) / 2) : 0

        Icon {
            anchors.centerIn: parent
            color: Theme.colours.accentInk
            symbol: "check"
            visible: root.checked
        }

        FocusRing {
            around: Theme.space4
            visible: root.visualFocus
        }
    }
}
