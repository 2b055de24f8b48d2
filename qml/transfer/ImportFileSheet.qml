// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Secrets from a file of another program: which file, what each item comes to, and how far writing is.
Sheet {
    id: root

    required property ImportViewModel importing
    readonly property int stage: root.importing.stage
    readonly property bool running: root.stage === ImportViewModel.Running || root.stage === ImportViewModel.Reading
    readonly property bool over: root.stage === ImportViewModel.Report

    function leave(): void {
        root.running ? root.importing.stop() : root.importing.close();
    }

    //: Below the heading of the sheet that imports secrets from another program's file
    explanation: root.stage === ImportViewModel.Choosing ? qsTr("First you see what every item of the file comes to. Nothing is written before you agree.") : ""
    footnote: root.importing.progressText
    heading: root.importing.heading
    objectName: "importFileSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth
    visible: root.stage !== ImportViewModel.Closed

    buttons: [
        Button {
            objectName: "closeImportFile"
            //: Buttons: stop what is under way; leave after it was done; leave before
            text: root.running ? qsTr("Stop") : root.over ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.leave()
        },
        Button {
            kind: Button.Primary
            objectName: "unlockImportFile"
            //: Button: opens a database with its password
            text: qsTr("Open")
            visible: root.stage === ImportViewModel.Locked

            onClicked: root.importing.unlock()
        },
        Button {
            kind: Button.Primary
            objectName: "goImportFile"
            text: root.importing.goText
            visible: root.importing.canGo

            onClicked: root.importing.go()
        }
    ]

    onCloseRequested: root.leave()
    onOpened: file.takeFocus()

    DropTarget {
        enabled: !root.running && !root.over
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
        filter: qsTr("Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)")
        //: Label of the field for a file of another program
        label: qsTr("File")
        name: "importSecrets"
        path: root.importing.path

        onChosen: path => root.importing.choose(path)
        onConfirmed: root.importing.choose(text)
    }

    Banner {
        Layout.fillWidth: true
        details: root.importing.errorDetails
        hint: root.importing.errorHint
        objectName: "importFileError"
        title: root.importing.errorText
        visible: title !== ""
    }

    ImportPassword {
        Layout.fillWidth: true
        importing: root.importing
        visible: root.stage === ImportViewModel.Locked
    }

    ImportChoices {
        Layout.fillWidth: true
        importing: root.importing
        visible: root.stage === ImportViewModel.Review
    }

    ImportAnswer {
        Layout.fillWidth: true
        importing: root.importing
    }
}
