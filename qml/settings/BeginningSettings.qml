// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What the user is asked about the program while setting it up; the same as in the settings.
Card {
    id: root

    required property SettingListModel rows

    implicitHeight: column.implicitHeight + 2 * Theme.space12

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        spacing: Theme.space8
        y: Theme.space12

        LayoutRepeater {
            model: root.rows

            SettingRow {
                Layout.fillWidth: true
                headed: false

                onChanged: (key, value) => root.rows.set(key, value)
                onRecorded: (key, pressed, modifiers) => root.rows.setKeys(key, pressed, modifiers)
            }
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            //: Below a few settings on a setup screen
            text: qsTr("You can change this at any time in the settings.")
            wrapMode: Text.Wrap
        }
    }
}
