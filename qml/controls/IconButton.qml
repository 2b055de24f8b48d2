// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A square button that shows a symbol; its text is the name a screen reader says and the tooltip shows.
T.Button {
    id: root

    required property string symbol
    property string shortcutText
    property string tip: root.text ///< what the tooltip shows
    property int iconSize: Theme.iconSmall
    property color ink: Theme.colours.textSecondary
    readonly property alias bubble: tooltip.bubble ///< null until it was shown

    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Theme.iconButton
    implicitWidth: Theme.iconButton
    opacity: root.enabled ? 1 : Theme.dimmed

    background: Rectangle {
        color: Theme.ground(root.down, root.hovered, "transparent")
        radius: Theme.radiusControl

        FocusRing {
            gap: 0
            visible: root.visualFocus
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            color: root.hovered ? Theme.colours.text : root.ink
            size: root.iconSize
            symbol: root.symbol
        }
    }

    Tooltip {
        id: tooltip

        keys: root.shortcutText
        over: root
        shown: (root.hovered || root.visualFocus) && !root.down
        text: root.tip
    }
}
