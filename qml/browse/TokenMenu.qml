// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Ways to copy an API key for other programs.
Menu {
    id: root

    property string copyHint ///< why it is not copied; empty when it is

    signal chosen(int form)

    objectName: "tokenMenu"

    MenuItem {
        enabled: root.copyHint === ""
        objectName: "copyTokenHeader"
        reason: root.copyHint
        symbol: "globe"
        //: Menu: copies an API key as a header of a request; "Authorization" stays as it is
        text: qsTr("Copy as Authorization header")

        onTriggered: root.chosen(DetailViewModel.Header)
    }

    MenuItem {
        enabled: root.copyHint === ""
        objectName: "copyTokenExport"
        reason: root.copyHint
        symbol: "terminal"
        //: Menu: copies a secret as a line for a shell; "export" is the shell's own word
        text: qsTr("Copy as export line")

        onTriggered: root.chosen(DetailViewModel.ExportLine)
    }

    MenuItem {
        enabled: root.copyHint === ""
        objectName: "copyTokenJson"
        reason: root.copyHint
        symbol: "apikey"
        //: Menu: copies a secret as a JSON object
        text: qsTr("Copy as JSON")

        onTriggered: root.chosen(DetailViewModel.Json)
    }
}
