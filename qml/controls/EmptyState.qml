// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Ui

/// Says what would be here and offers the next step.
ColumnLayout {
    id: root

    required property string title
    property string hint
    property string symbol: "inbox"
    default property alias actions: actionRow.data

    Accessible.name: Phrases.sentences([root.title, root.hint])
    Accessible.role: Accessible.StaticText
    spacing: Theme.space8

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.space8
        color: Theme.colours.hover
        implicitHeight: Theme.tileLarge + Theme.space16
        implicitWidth: Theme.tileLarge + Theme.space16
        radius: height / 2

        Icon {
            anchors.centerIn: parent
            color: Theme.colours.textTertiary
            size: Theme.iconLarge
            symbol: root.symbol
        }
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        font.pixelSize: Theme.emphasis
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        wrapMode: Text.WordWrap
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        horizontalAlignment: Text.AlignHCenter
        text: root.hint
        visible: root.hint !== ""
        wrapMode: Text.WordWrap
    }

    ButtonFlow {
        id: actionRow

        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        available: root.width
        visible: children.length > 0
    }
}
