// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// One service to choose: a symbol, its name, and what is needed to sign in.
T.AbstractButton {
    id: root

    required property string service
    required property string explanation
    required property string symbol

    Accessible.description: root.explanation
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Layout.fillWidth: true
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    objectName: "serviceTile_" + root.service
    padding: Theme.space16

    background: Card {
        border.color: root.hovered ? Theme.colours.accent : Theme.colours.hairline

        Rectangle {
            anchors.fill: parent
            color: root.down ? Theme.colours.pressed : Theme.colours.hover
            radius: parent.radius
            visible: root.hovered || root.down
        }

        FocusRing {
            around: Theme.radiusCard
            visible: root.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: Theme.space16

        Icon {
            color: Theme.colours.accent
            size: Theme.iconLarge
            symbol: root.symbol
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                font.pixelSize: Theme.emphasis
                font.weight: Font.DemiBold
                text: root.text
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                text: root.explanation
                wrapMode: Text.Wrap
            }
        }

        Icon {
            color: Theme.colours.textTertiary
            symbol: "chevron-right"
        }
    }
}
