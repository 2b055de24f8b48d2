// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

/// One action of a menu, with the key that does the same, and why it cannot be chosen while it cannot.
T.MenuItem {
    id: root

    property string symbol
    property string keys
    property string reason
    property string told ///< a reason that stands above already
    readonly property bool explained: !root.enabled && root.reason !== "" && root.reason !== root.told

    Accessible.description: root.enabled ? "" : root.reason
    Accessible.name: root.text
    Accessible.onPressAction: root.triggered()
    Accessible.role: Accessible.MenuItem
    implicitHeight: Math.max(Theme.controlHeight, implicitContentHeight + Theme.space8)
    implicitWidth: Theme.sidebarWidth
    leftPadding: Theme.space8
    rightPadding: Theme.space8

    background: Rectangle {
        color: root.highlighted ? Theme.colours.selection : "transparent"
        radius: Theme.radiusControl
    }
    contentItem: RowLayout {
        spacing: Theme.space8

        Icon {
            Layout.alignment: root.explained ? Qt.AlignTop : Qt.AlignVCenter
            Layout.topMargin: root.explained ? Theme.focusWidth : 0
            color: root.checked ? Theme.colours.accent : Theme.colours.textSecondary
            opacity: root.enabled ? 1 : Theme.dimmed
            symbol: root.checkable && root.checked ? "check" : root.symbol
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                opacity: root.enabled ? 1 : Theme.dimmed
                text: root.text
                wrapMode: Text.Wrap
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textTertiary
                elide: Text.ElideNone
                font.pixelSize: Theme.caption
                text: root.reason
                visible: root.explained
                wrapMode: Text.Wrap
            }
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            opacity: root.enabled ? 1 : Theme.dimmed
            text: root.keys
        }
    }
}
