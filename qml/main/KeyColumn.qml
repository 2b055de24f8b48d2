// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Groups of keys below each other.
ColumnLayout {
    id: root

    required property CommandTable commands
    required property list<string> groups
    property string text

    spacing: Theme.space16

    LayoutRepeater {
        model: root.groups

        KeyGroup {
            Layout.fillWidth: true
            commands: root.commands
            text: root.text
        }
    }
}
