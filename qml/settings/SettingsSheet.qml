// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Everything that can be set about the program, to be searched. What is changed works at once.
Sheet {
    id: root

    required property SettingsViewModel settings

    entry: field
    //: Beside the buttons of the settings
    footnote: qsTr("Changes work at once and are kept.")
    //: Heading of the settings
    heading: qsTr("Settings")
    implicitHeight: parent ? Math.min(parent.height - 2 * Theme.space24, Theme.readingWidth) : 0
    objectName: "settingsSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth
    visible: root.settings.open

    above: [
        SearchField {
            id: field

            Layout.fillWidth: true
            //: Name of the field that searches the settings
            label: qsTr("Search settings")
            objectName: "settingSearch"
            //: In the empty field that searches the settings
            placeholderText: qsTr("Search")

            onLeaveRequested: root.settings.close()
            onTextChanged: root.settings.query = text
        }
    ]
    buttons: [
        Button {
            objectName: "closeSettings"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.settings.close()
        }
    ]

    onAboutToShow: field.clear()
    onCloseRequested: root.settings.close()
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)

    LayoutRepeater {
        model: root.settings.rows

        SettingRow {
            Layout.fillWidth: true

            onChanged: (key, value) => root.settings.rows.set(key, value)
            onRecorded: (key, pressed, modifiers) => root.settings.rows.setKeys(key, pressed, modifiers)
        }
    }

    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space32
        //: In place of the settings
        hint: qsTr("Settings of one account are in its options.")
        objectName: "noSettings"
        symbol: "search"
        //: In place of the settings
        title: qsTr("No setting is about that")
        visible: root.settings.rows.count === 0
    }
}
