// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A key from a file: which, whose, and the question whether to import it.
ColumnLayout {
    id: root

    required property OwnKeysViewModel ownKeys

    function takeFocus(): void {
        keyField.takeFocus();
    }

    spacing: Theme.space8

    FileField {
        id: keyField

        Layout.fillWidth: true
        //: Entry of the file type list in a key's file dialog
        filter: qsTr("OpenPGP keys (*.asc *.txt *.key *.gpg)")
        //: Help under the key file field
        help: qsTr("Your recovery kit or another armored private key. Dropping it on this window works too.")
        //: Label of the key file field
        label: qsTr("Key file")
        name: "keyFile"
        path: ""
        visible: !root.ownKeys.hasFile

        onChosen: path => root.ownKeys.openFile(path)
        onConfirmed: root.ownKeys.openFile(keyField.text)
    }

    FingerprintCard {
        fingerprint: root.ownKeys.fileFingerprint
        objectName: "keyFileCard"
        subject: root.ownKeys.fileNote
        symbol: "file"
        title: root.ownKeys.fileOwner
        visible: root.ownKeys.hasFile
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.ownKeys.hasFile

        onVisibleChanged: if (visible)
            importButton.forceActiveFocus(Qt.TabFocusReason)

        Button {
            id: importButton

            enabled: !root.ownKeys.busy
            objectName: "importKeyButton"
            symbol: "check"
            //: Button that puts a key from a file into the user's GnuPG keyring; when it is there already
            text: root.ownKeys.filePresent ? qsTr("Use this key") : qsTr("Import into my keyring")

            onClicked: root.ownKeys.importFile()
        }

        Button {
            enabled: !root.ownKeys.busy
            kind: Button.Quiet
            objectName: "forgetKeyFileButton"
            //: Button that forgets a key file before it is imported
            text: qsTr("Another file")

            onClicked: root.ownKeys.forgetFile()
        }
    }
}
