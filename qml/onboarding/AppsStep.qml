// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Which apps of the service to show; it has no list to choose from.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun

    spacing: Theme.space16

    onVisibleChanged: if (visible)
        appsField.takeFocus()

    StepHeading {
        //: Sentence under the heading of the apps screen
        explanation: qsTr("CommandK offers no list of apps. An app's identifier is in the side panel of its settings; names work too if your token is made for all apps.")
        //: Heading of the apps screen
        title: qsTr("Which apps?")
    }

    AppsField {
        id: appsField

        Layout.fillWidth: true
        apps: root.firstRun.appIds
        name: "appsField"

        onConfirmed: root.firstRun.next()
        onEdited: apps => root.firstRun.appIds = apps
    }
}
