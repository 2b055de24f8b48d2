// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

/// A row to choose: symbol, name, and a second line where there is something to say.
T.ItemDelegate {
    id: root

    property string symbol
    property string detail
    property bool current: false
    property string mark ///< a symbol at the right
    property bool led: ListView.view !== null ///< the keyboard is with the list, not with the row

    Accessible.description: root.detail
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.current
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    focusPolicy: root.led ? Qt.NoFocus : Qt.StrongFocus
    implicitHeight: Math.max(root.detail === "" ? Theme.controlLarge : Theme.tileLarge, words.implicitHeight + Theme.space12)
    opacity: root.enabled ? 1 : Theme.dimmed

    background: Rectangle {
        color: root.down ? Theme.colours.pressed : root.current ? Theme.colours.selection : root.hovered || root.activeFocus ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            gap: 0
            visible: root.visualFocus
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space12
        anchors.rightMargin: Theme.space12
        spacing: Theme.space12

        Icon {
            size: Theme.iconMedium
            symbol: root.symbol
            visible: root.symbol !== ""
        }

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: 0

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: root.text
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                maximumLineCount: 2
                text: root.detail
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }

        Icon {
            color: Theme.colours.accent
            symbol: root.mark
            visible: root.mark !== ""
        }
    }
}
