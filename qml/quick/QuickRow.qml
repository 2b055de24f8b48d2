// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// One result of the quick lookup.
T.ItemDelegate {
    id: root

    required property int index
    required property string name
    required property string place ///< whose it is and where it lies
    required property string type
    required property string symbol
    required property string ground
    required property string accountInitials
    required property int accountBadge
    required property list<int> nameMarks ///< what was searched for
    required property list<int> placeMarks
    required property string similar ///< says that it is; empty when it is what was typed

    Accessible.description: Phrases.listed([root.similar, root.place])
    Accessible.name: root.name
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.highlighted
    focusPolicy: Qt.NoFocus
    implicitHeight: Theme.listRow
    leftPadding: Theme.space12
    rightPadding: Theme.space12

    background: Rectangle {
        color: root.highlighted ? Theme.colours.selection : root.hovered ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl
    }
    contentItem: RowLayout {
        spacing: Theme.space12

        TypeTile {
            ground: root.ground
            symbol: root.symbol
            type: root.type
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            HighlightedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                marks: root.nameMarks
                text: root.name
            }

            HighlightedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                font.weight: Font.Normal
                marks: root.placeMarks
                text: root.place
                visible: text !== ""
            }
        }

        Avatar {
            badge: root.accountBadge
            initials: root.accountInitials
            size: Theme.tileSmall
        }

        KeyHint {
            keys: "Alt+" + (root.index + 1)
        }
    }
}
