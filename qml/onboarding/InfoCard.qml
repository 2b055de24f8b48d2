// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// A symbol, a line or two, and at the right what can be done about it.
Card {
    id: root

    required property string title
    property string details
    property string symbol: "info"
    property color ink: Theme.colours.accent
    default property alias actions: row.data

    Accessible.description: root.details
    Accessible.name: root.title
    Accessible.role: Accessible.StaticText
    implicitHeight: content.implicitHeight + Theme.space32

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space16

        Icon {
            Layout.alignment: root.details === "" ? Qt.AlignVCenter : Qt.AlignTop
            color: root.ink
            size: Theme.iconLarge
            symbol: root.symbol
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                font.weight: Font.DemiBold
                text: root.title
                wrapMode: Text.Wrap
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                text: root.details
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }

        RowLayout {
            id: row

            spacing: Theme.space8
        }
    }
}
