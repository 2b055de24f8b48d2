// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What the list shows, how many, and in which order.
RowLayout {
    id: root

    required property BrowseViewModel browse

    spacing: Theme.space8

    ThemedText {
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        maximumLineCount: 2
        text: root.browse.title
        wrapMode: Text.Wrap
    }

    ThemedText {
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        //: Above the list: how many secrets it shows. %n is the number
        text: qsTr("%n shown", "", root.browse.secrets.count)
        visible: root.browse.secrets.count > 0
    }

    MenuButton {
        Accessible.description: orders.chosen
        Layout.rightMargin: -Theme.space8
        implicitHeight: Theme.touch
        implicitWidth: Theme.touch
        ink: root.browse.order === "usual" ? Theme.colours.textSecondary : Theme.colours.accent
        menu: orders
        objectName: "orderButton"
        symbol: "sort"
        //: Name of the button that chooses the order of a list
        text: qsTr("Sort the list")
        tip: Phrases.labelled(text, orders.chosen)
        visible: root.browse.ordered
    }

    OrderMenu {
        id: orders

        browse: root.browse
    }
}
