// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// A label and what a certificate says.
ColumnLayout {
    id: root

    required property string label
    required property string text

    //: What a screen reader says of a part of a certificate. %1 is its label, such as Issuer, %2 what it says
    Accessible.name: qsTr("%1: %2").arg(root.label).arg(root.text)
    Accessible.role: Accessible.StaticText
    spacing: Theme.focusWidth
    visible: root.text !== ""

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.label
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        elide: Text.ElideNone
        text: root.text
        wrapMode: Text.Wrap
    }
}
