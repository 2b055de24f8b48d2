// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// The words above a group of rows. section is the first letter of a row's kind; the smart lists have no heading.
Item {
    id: root

    required property string section

    implicitHeight: root.visible ? Theme.treeRow + Theme.space4 : 0
    visible: root.section === "t" || root.section === "c" || root.section === "k"

    ThemedText {
        Accessible.role: Accessible.Heading
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        //: Headings in the sidebar
        text: root.section === "t" ? qsTr("Types") : root.section === "k" ? qsTr("Tags") : qsTr("Folders")
    }
}
