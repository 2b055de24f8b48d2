// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

/// One action of a menu, with the key that does the same.
T.MenuItem {
    id: root

    property string symbol
    property string keys

    Accessible.name: root.text
    Accessible.onPressAction: root.triggered()
    Accessible.role: Accessible.MenuItem
    implicitHeight: Theme.controlHeight
    implicitWidth: Theme.sidebarWidth
    leftPadding: Theme.space8
    opacity: root.enabled ? 1 : 0.45
    rightPadding: Theme.space8

    background: Rectangle {
        color: root.highlighted ? Theme.colours.selection : "transparent"
        radius: Theme.radiusControl
    }
    contentItem: RowLayout {
        spacing: Theme.space8

        Icon {
            color: root.checked ? Theme.colours.accent : Theme.colours.textSecondary
            symbol: root.checkable && root.checked ? "check" : root.symbol
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            text: root.text
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            text: root.keys
        }
    }
}
