// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Which secrets go into a file: all of the account, those of a folder, or the chosen ones.
FormField {
    id: root

    required property ExportViewModel exporting

    //: Label of a choice: which secrets are exported
    label: qsTr("What")

    LayoutRepeater {
        model: root.exporting.scopes

        KeyChoice {
            Layout.fillWidth: true
            checked: key === root.exporting.scope
            objectName: "scope_" + key

            onChosen: key => root.exporting.scope = key
        }
    }
}
