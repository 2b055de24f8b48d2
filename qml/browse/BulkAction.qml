// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// Something that can be done with several secrets, or why it cannot.
ColumnLayout {
    id: root

    property alias text: button.text
    property alias symbol: button.symbol
    property alias first: button.focus ///< takes the keyboard when it comes to these
    property string reason

    signal clicked

    spacing: Theme.space4

    Button {
        id: button

        Accessible.description: root.reason
        Layout.fillWidth: true
        enabled: root.reason === ""

        onClicked: root.clicked()
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textTertiary
        elide: Text.ElideNone
        font.pixelSize: Theme.caption
        horizontalAlignment: Text.AlignHCenter
        text: root.reason
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
