// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// One thing to do with a secret.
T.ItemDelegate {
    id: root

    required property int index
    required property string label
    required property string symbol
    required property string hint ///< what it is about

    Accessible.description: root.hint
    Accessible.name: root.label
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.highlighted
    focusPolicy: Qt.NoFocus
    implicitHeight: Theme.controlLarge
    leftPadding: Theme.space12
    rightPadding: Theme.space12

    background: Rectangle {
        color: root.highlighted ? Theme.colours.selection : root.hovered ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl
    }
    contentItem: RowLayout {
        spacing: Theme.space12

        Icon {
            symbol: root.symbol
        }

        ThemedText {
            Accessible.ignored: true
            text: root.label
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideMiddle
            font.pixelSize: Theme.caption
            text: root.hint
        }

        KeyHint {
            keys: "Alt+" + (root.index + 1)
            visible: root.index < 9
        }
    }
}
