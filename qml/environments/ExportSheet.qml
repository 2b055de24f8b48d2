// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Transfer
import Coffret.Ui

/// The values of an environment in an encrypted file: where to, and for whom.
Sheet {
    id: root

    required property EnvironmentExportViewModel exporting

    entry: file.input
    footnote: root.exporting.over || root.exporting.busy ? "" : root.exporting.goHint
    heading: root.exporting.heading
    objectName: "exportSheet"
    parent: T.Overlay.overlay
    visible: root.exporting.open

    buttons: [
        Button {
            objectName: "closeExport"
            //: Buttons: stop what is under way; leave after it was done; leave before
            text: root.exporting.busy ? qsTr("Stop") : root.exporting.over ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.exporting.busy ? root.exporting.stop() : root.exporting.close()
        },
        Button {
            enabled: root.exporting.goHint === "" && !root.exporting.busy
            kind: Button.Primary
            objectName: "goExport"
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
        objectName: "exportError"
        title: root.exporting.errorText
        visible: title !== ""
    }

    FileField {
        id: file

        Layout.fillWidth: true
        enabled: !root.exporting.busy && !root.exporting.over
        //: Entry of the file type list in a file dialog
        filter: qsTr("Encrypted files (*.asc)")
        //: Label of the field for the file that is written
        label: qsTr("File")
        name: "exportFile"
        path: root.exporting.path
        saving: true

        onChosen: path => root.exporting.choosePath(path)
        onConfirmed: if (!root.exporting.replaces)
            root.exporting.go()
        onEdited: path => root.exporting.path = path
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Warning
        objectName: "replacesFile"
        //: Warning below the field for a file that is written
        title: qsTr("There is a file of this name. It will be replaced.")
        visible: root.exporting.replaces
    }

    LayoutRepeater {
        model: root.exporting.over || root.exporting.keys.count < 2 ? null : root.exporting.keys

        KeyChoice {
            Layout.fillWidth: true
            checked: key === root.exporting.ownKey

            onChosen: key => root.exporting.ownKey = key
        }
    }

    LayoutRepeater {
        model: root.exporting.recipients

        RecipientRow {
            Layout.fillWidth: true
            enabled: !root.exporting.busy && !root.exporting.over

            onRemoveRequested: root.exporting.removeRecipient(key)
        }
    }

    FileField {
        Layout.fillWidth: true
        enabled: !root.exporting.busy
        //: Entry of the file type list in a file dialog
        filter: qsTr("Public keys (*.asc *.gpg *.pgp)")
        //: Help of a field: without it only the user can open the file
        help: qsTr("Compare the fingerprint with its owner before you rely on it.")
        //: Label of the field for somebody's public key file
        label: qsTr("Also for the owner of this key (optional)")
        name: "recipientFile"
        path: ""
        visible: !root.exporting.over

        onChosen: path => root.exporting.addRecipient(path)
        onConfirmed: root.exporting.addRecipient(text)
    }

    Banner {
        Layout.fillWidth: true
        hint: root.exporting.over ? root.exporting.leftOut : root.exporting.statement
        kind: root.exporting.over ? Banner.Success : Banner.Info
        objectName: "exportStatement"
        //: What a file will be that is written; the next sentence says what it holds
        title: root.exporting.over ? root.exporting.report : qsTr("The file is encrypted with OpenPGP.")
        visible: root.exporting.over || root.exporting.statement !== ""
    }
}
