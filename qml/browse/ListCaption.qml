// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What the list shows, and how many.
RowLayout {
    id: root

    required property string title
    required property int count

    spacing: Theme.space8

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        text: root.title
    }

    ThemedText {
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        //: Above the list: how many secrets it shows. %n is the number
        text: qsTr("%n shown", "", root.count)
        visible: root.count > 0
    }
}
