// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A push button with words and, where it helps, a symbol.
T.Button {
    id: root

    enum Kind {
        Secondary,
        Primary,
        Quiet,
        Danger
    }

    property int kind: Button.Secondary
    property string symbol
    readonly property bool filled: root.kind === Button.Primary || root.kind === Button.Danger
    readonly property color fill: root.kind === Button.Danger ? Theme.colours.danger : Theme.accentGround(root.hovered || root.down)
    readonly property color ink: root.filled ? (root.kind === Button.Danger ? Theme.colours.surface : Theme.colours.accentInk) : root.kind === Button.Quiet ? Theme.colours.accent : Theme.colours.text

    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Math.max(Theme.controlHeight, implicitContentHeight + Theme.space8)
    implicitWidth: Math.max(root.implicitHeight, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: root.kind === Button.Quiet ? Theme.space8 : Theme.space12
    opacity: root.enabled ? 1 : Theme.dimmed
    rightPadding: root.leftPadding

    background: Rectangle {
        border.color: Theme.colours.outline
        border.width: root.kind === Button.Secondary ? Theme.hairline : 0
        color: root.filled ? root.fill : root.kind === Button.Secondary ? Theme.colours.surface : "transparent"
        radius: Theme.radiusControl

        Rectangle {
            anchors.fill: parent
            color: root.down ? Theme.colours.pressed : Theme.colours.hover
            radius: parent.radius
            visible: !root.filled && (root.hovered || root.down)
        }

        FocusRing {
            gap: root.filled ? Theme.space4 : Theme.focusWidth // a filled one and its ring are much the same colour
            visible: root.visualFocus
        }
    }
    contentItem: SymbolLabel {
        ink: root.ink
        symbol: root.symbol
        text: root.text
    }
}
