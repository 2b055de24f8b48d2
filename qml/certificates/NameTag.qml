// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One name a certificate is for. Said by the list it is in.
Rectangle {
    id: root

    required property string modelData
    required property real widest

    border.color: Theme.colours.hairline
    border.width: Theme.hairline
    color: Theme.colours.window
    height: Theme.touch
    radius: Theme.radiusControl
    width: Math.min(root.widest, name.implicitWidth + 2 * Theme.space8)

    ThemedText {
        id: name

        Accessible.ignored: true
        anchors.fill: parent
        anchors.leftMargin: Theme.space8
        anchors.rightMargin: Theme.space8
        font.pixelSize: Theme.caption
        text: root.modelData
    }
}
