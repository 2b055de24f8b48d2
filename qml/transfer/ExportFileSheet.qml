// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.People
import Coffret.Ui

/// Secrets in a file: which, in what format, where to, and who can open it; then what became of them.
Sheet {
    id: root

    required property ExportViewModel exporting
    readonly property bool asking: !root.exporting.over && !root.exporting.writing

    entry: file.input
    footnote: root.exporting.writing ? root.exporting.progressText : root.asking && !root.exporting.busy ? root.exporting.goHint : ""
    heading: root.exporting.heading
    objectName: "exportFileSheet"
    parent: T.Overlay.overlay
    visible: root.exporting.open

    buttons: [
        Button {
            objectName: "closeExportFile"
            //: Buttons: stop what is under way; leave after it was done; leave before
            text: root.exporting.busy ? qsTr("Stop") : root.exporting.over ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.exporting.busy ? root.exporting.stop() : root.exporting.close()
        },
        Button {
            enabled: root.exporting.goHint === "" && !root.exporting.busy
            kind: root.exporting.format === ExportViewModel.Csv ? Button.Danger : Button.Primary
            objectName: "goExportFile"
            text: root.exporting.goText
            visible: !root.exporting.over

            onClicked: root.exporting.go()
        }
    ]

    onCloseRequested: root.exporting.busy ? root.exporting.stop() : root.exporting.close()
    onOpened: file.takeFocus()

    Banner {
        Layout.fillWidth: true
        details: root.exporting.errorDetails
        hint: root.exporting.errorHint
        objectName: "exportFileError"
        title: root.exporting.errorText
        visible: title !== ""
    }

    ScopeChoice {
        Layout.fillWidth: true
        exporting: root.exporting
        visible: root.asking
    }

    FormatChoice {
        Layout.fillWidth: true
        exporting: root.exporting
        visible: root.asking
    }

    Banner {
        Layout.fillWidth: true
        //: What an apostrophe in an exported table is for
        hint: qsTr("An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.")
        kind: Banner.Warning
        objectName: "csvWarning"
        //: Warning about a file that is not encrypted
        title: qsTr("Everybody who gets this file can read every password in it.")
        visible: root.asking && root.exporting.format === ExportViewModel.Csv

        CheckBox {
            checked: root.exporting.agreed
            objectName: "csvAgreed"
            //: Box that has to be ticked before secrets are written without encryption
            text: qsTr("I know. I delete the file as soon as it was used.")

            onToggled: root.exporting.agreed = checked
        }
    }

    DatabasePassword {
        Layout.fillWidth: true
        exporting: root.exporting
        visible: root.asking && root.exporting.format === ExportViewModel.Kdbx

        onAccepted: if (!root.exporting.replaces)
            root.exporting.go()
    }

    FileField {
        id: file

        Layout.fillWidth: true
        //: Entries of the file type list in a file dialog
        filter: root.exporting.format === ExportViewModel.Kdbx ? qsTr("KeePass databases (*.kdbx)") : root.exporting.format === ExportViewModel.Csv ? qsTr("Tables (*.csv)") : qsTr("Encrypted files (*.asc)")
        //: Label of the field for the file that is written
        label: qsTr("File")
        name: "exportTarget"
        path: root.exporting.path
        saving: true
        visible: root.asking

        onChosen: path => root.exporting.choosePath(path)
        onConfirmed: if (!root.exporting.replaces)
            root.exporting.go()
        onEdited: path => root.exporting.path = path
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Warning
        objectName: "replacesExport"
        //: Warning below the field for a file that is written
        title: qsTr("There is a file of this name. It will be replaced.")
        visible: root.asking && root.exporting.replaces
    }

    ExportRecipients {
        Layout.fillWidth: true
        recipients: root.exporting.recipients
        visible: root.asking && root.exporting.format === ExportViewModel.Sealed
    }

    Banner {
        Layout.fillWidth: true
        hint: root.exporting.statement
        kind: Banner.Info
        objectName: "exportFor"
        //: What a file will be that is written; the next sentence says who can open it
        title: qsTr("The file is encrypted with OpenPGP.")
        visible: root.asking && hint !== ""
    }

    ProgressBar {
        Layout.fillWidth: true
        //: Accessible name of a bar that shows how far something is
        label: qsTr("Progress")
        objectName: "exportProgress"
        to: Math.max(1, root.exporting.total)
        value: root.exporting.done
        visible: root.exporting.writing
    }

    Banner {
        Layout.fillWidth: true
        hint: root.exporting.remarks
        kind: root.exporting.left.count > 0 ? Banner.Warning : Banner.Success
        objectName: "exportReport"
        title: root.exporting.report
        visible: root.exporting.over
    }

    LayoutRepeater {
        model: root.exporting.left

        FailureLine {
            Layout.fillWidth: true
            ink: Theme.colours.warning
        }
    }
}
