// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Whose version stands in which column.
Item {
    id: root

    implicitHeight: Theme.controlHeight + Theme.space8

    component Word: ThemedText {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        width: parent.width / 2 - Theme.space24
    }

    Word {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        //: Above a column: the version in the form
        text: qsTr("Yours, not saved")
    }

    Word {
        anchors.left: parent.horizontalCenter
        anchors.leftMargin: Theme.space8
        //: Above a column: the version on the server
        text: qsTr("On the server")
    }

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.hairline
        height: Theme.hairline
        width: parent.width
    }
}
