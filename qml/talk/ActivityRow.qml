// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One thing somebody did.
Item {
    id: root

    required property string text
    required property string whenText
    required property string symbol

    Accessible.name: root.text + ", " + root.whenText
    Accessible.role: Accessible.ListItem
    implicitHeight: Theme.controlLarge

    RowLayout {
        anchors.fill: parent
        spacing: Theme.space12

        Rectangle {
            color: Theme.colours.hover
            implicitHeight: Theme.iconButton
            implicitWidth: Theme.iconButton
            radius: height / 2

            Icon {
                anchors.centerIn: parent
                symbol: root.symbol
            }
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
            text: root.whenText
        }
    }
}
