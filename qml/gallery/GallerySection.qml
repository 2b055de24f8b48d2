// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// A kind of control, and what it looks like.
ColumnLayout {
    id: root

    required property string title

    Layout.fillWidth: true
    spacing: Theme.space12

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.topMargin: Theme.space8
        font.pixelSize: Theme.emphasis
        font.weight: Font.DemiBold
        text: root.title
    }
}
