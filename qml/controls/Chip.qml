// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A filter that is on or off. Shows only its symbol until it is on, and then, too, where there is no room for a word.
T.RadioButton {
    id: root

    property string symbol
    property color tint: Theme.colours.accent
    property bool roomy: true ///< there is room for the word
    property bool wordless: root.symbol !== "" && !(root.checked && root.roomy)
    readonly property real barest: Math.round(root.implicitHeight * 1.2)
    readonly property real wordy: measure.implicitWidth + Theme.space24 ///< with its word, chosen

    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()
    Accessible.role: Accessible.RadioButton
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Theme.iconButton
    implicitWidth: root.wordless ? root.barest : Math.max(root.barest, implicitContentWidth + Theme.space24)

    opacity: root.enabled ? 1 : Theme.dimmed

    background: Rectangle {
        border.color: root.checked ? root.tint : Theme.colours.hairline
        border.width: Theme.hairline
        color: root.checked ? Theme.faded(root.tint, Theme.colours.tintStrength) : Theme.ground(root.down, root.hovered, "transparent")
        radius: height / 2

        FocusRing {
            around: parent.radius
            visible: root.visualFocus
        }
    }
    contentItem: SymbolLabel {
        ink: root.checked ? Theme.colours.text : Theme.colours.textSecondary
        symbol: root.symbol
        symbolInk: root.checked ? root.tint : Theme.colours.textSecondary
        text: root.wordless ? "" : root.text
        weight: root.checked ? Font.Medium : Font.Normal
    }

    SymbolLabel {
        id: measure

        symbol: root.symbol
        text: root.text
        visible: false
    }

    Tooltip {
        over: root
        shown: root.wordless && (root.hovered || root.visualFocus)
        text: root.text
    }
}
