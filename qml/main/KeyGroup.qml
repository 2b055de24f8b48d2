// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The keys of one group of commands.
ColumnLayout {
    id: root

    required property CommandTable commands
    required property string modelData ///< the group's heading
    property string text ///< only those that fit it
    readonly property int count: found.count

    Accessible.name: root.modelData
    Accessible.role: Accessible.List
    spacing: Theme.space4
    visible: found.count > 0

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.bottomMargin: Theme.space4
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        text: root.modelData
    }

    LayoutRepeater {
        model: CommandKeysModel {
            id: found

            group: root.modelData
            table: root.commands
            text: root.text
        }

        KeyTableRow {
            Layout.fillWidth: true
        }
    }
}
