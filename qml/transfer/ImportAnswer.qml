// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// What a file comes to or has come to: in a sentence, how far it is, and item by item.
ColumnLayout {
    id: root

    required property ImportViewModel importing

    spacing: Theme.space16

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        font.weight: Font.Medium
        objectName: "importFileSummary"
        text: root.importing.summary
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    ProgressBar {
        Layout.fillWidth: true
        //: Accessible name of a bar that shows how far something is
        label: qsTr("Progress")
        to: Math.max(1, root.importing.total)
        value: root.importing.done
        visible: root.importing.stage === ImportViewModel.Running
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.importing.rows.remarkableOnly
        objectName: "importRemarkable"
        //: Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are
        text: qsTr("Show only the %n item(s) with a remark", "", root.importing.rows.remarkable)
        visible: root.importing.rows.remarkable > 0 && root.importing.stage !== ImportViewModel.Running

        onToggled: root.importing.rows.remarkableOnly = checked
    }

    ListView {
        //: Accessible name of the list of what is in a file
        Accessible.name: qsTr("Items of the file")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        highlightMoveDuration: 0
        implicitHeight: Math.min(contentHeight, Theme.tileLarge * 6)
        model: root.importing.rows
        objectName: "importItems"
        visible: count > 0

        T.ScrollBar.vertical: ScrollBar {
        }
        delegate: ImportItemRow {
            width: ListView.view.width
        }
    }
}
