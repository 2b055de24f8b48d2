// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// In place of a form while its values are fetched and decrypted.
ColumnLayout {
    id: root

    required property string name

    spacing: Theme.space16

    ThemedText {
        Layout.fillWidth: true
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        text: root.name
    }

    ThemedText {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.space12
        color: Theme.colours.textSecondary
        //: In place of a form while its values are fetched and decrypted
        text: qsTr("Opening…")
    }

    Repeater {
        model: 4

        SkeletonRow {
            Layout.fillWidth: true
        }
    }
}
