// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Ways to copy a secret for other programs.
Menu {
    id: root

    required property EnvironmentsViewModel environments
    readonly property bool allowed: root.environments.copyHint === ""

    objectName: "copyMenu"

    MenuItem {
        enabled: root.allowed
        objectName: "copyKeyValue"
        reason: root.environments.copyHint
        symbol: "copy"
        //: Menu: copies a secret as a line of a .env file; KEY=value stays as it is
        text: qsTr("Copy as KEY=value")

        onTriggered: root.environments.copyAs(EnvironmentsViewModel.KeyValue)
    }

    MenuItem {
        enabled: root.allowed
        objectName: "copyExportLine"
        reason: root.environments.copyHint
        symbol: "terminal"
        //: Menu: copies a secret as a line for a shell; "export" is the shell's own word
        text: qsTr("Copy as export line")

        onTriggered: root.environments.copyAs(EnvironmentsViewModel.ExportLine)
    }

    MenuItem {
        enabled: root.allowed
        objectName: "copyJson"
        reason: root.environments.copyHint
        symbol: "apikey"
        //: Menu: copies a secret as a JSON object
        text: qsTr("Copy as JSON")

        onTriggered: root.environments.copyAs(EnvironmentsViewModel.Json)
    }
}
