// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// A .env file: which, what each line comes to, and how far writing is.
Sheet {
    id: root

    required property EnvironmentImportViewModel importing
    readonly property bool running: root.importing.stage === EnvironmentImportViewModel.Running || root.importing.stage === EnvironmentImportViewModel.Planning
    readonly property bool over: root.importing.stage === EnvironmentImportViewModel.Report

    //: Below the heading of the sheet that reads a .env file
    explanation: root.importing.stage === EnvironmentImportViewModel.Choosing ? qsTr("First you see what every line comes to. Nothing is written before you agree.") : ""
    footnote: root.importing.progressText
    heading: root.importing.heading
    objectName: "importSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth
    visible: root.importing.stage !== EnvironmentImportViewModel.Closed

    buttons: [
        Button {
            objectName: "closeImport"
            //: Buttons: stop what is under way; leave after it was done; leave before
            text: root.running ? qsTr("Stop") : root.over ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.running ? root.importing.stop() : root.importing.close()
        },
        Button {
            kind: Button.Primary
            objectName: "goImport"
            text: root.importing.goText
            visible: root.importing.canGo

            onClicked: root.importing.go()
        }
    ]

    onCloseRequested: root.running ? root.importing.stop() : root.importing.close()
    onOpened: file.takeFocus()

    DropTarget {
        height: root.height
        parent: root.background
        width: root.width

        onFileDropped: file => root.importing.choose(file)
    }

    FileField {
        id: file

        Layout.fillWidth: true
        enabled: !root.running && !root.over
        //: Entry of the file type list in a file dialog
        filter: qsTr("Environment files (*.env .env*)")
        //: Label of the field for a .env file
        label: qsTr("File")
        name: "importFile"
        path: root.importing.path

        onChosen: path => root.importing.choose(path)
        onConfirmed: root.importing.choose(text)
    }

    Banner {
        Layout.fillWidth: true
        details: root.importing.errorDetails
        hint: root.importing.errorHint
        objectName: "importError"
        title: root.importing.errorText
        visible: title !== ""
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        font.weight: Font.Medium
        objectName: "importSummary"
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
        visible: root.importing.stage === EnvironmentImportViewModel.Running
    }

    ListView {
        //: Accessible name of the list of lines of a file
        Accessible.name: qsTr("Lines of the file")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        highlightMoveDuration: 0
        implicitHeight: Math.min(contentHeight, Theme.tileLarge * 7)
        model: root.importing.lines
        objectName: "importLines"
        visible: count > 0

        T.ScrollBar.vertical: ScrollBar {
        }
        delegate: ImportLineRow {
            width: ListView.view.width
        }
    }
}
