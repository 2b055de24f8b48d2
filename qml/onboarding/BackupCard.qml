// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Urges to keep a copy of a key that was just made.
ColumnLayout {
    id: root

    required property OwnKeysViewModel ownKeys
    readonly property bool saved: root.ownKeys.backupFile !== ""

    spacing: Theme.space8

    InfoCard {
        Layout.fillWidth: true
        //: About a new key without a copy; with one
        details: root.saved ? root.ownKeys.backupFile : qsTr("If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.")
        ink: root.saved ? Theme.colours.success : Theme.colours.warning
        objectName: "backupCard"
        symbol: root.saved ? "check" : "shield-alert"
        //: About a new key without a copy; with one
        title: root.saved ? qsTr("Recovery kit saved. Move it off this computer.") : qsTr("Your new key exists only here")
    }

    FileField {
        id: target

        Layout.fillWidth: true
        //: Entry of the file type list in a key's file dialog
        filter: qsTr("OpenPGP keys (*.asc)")
        //: Help under the field for the recovery kit's file
        help: qsTr("The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.")
        //: Label of the field for the recovery kit's file
        label: qsTr("Recovery kit")
        name: "backup"
        path: root.ownKeys.suggestedBackup
        saving: true
        visible: !root.saved

        onChosen: path => root.ownKeys.saveBackup(path)
        onConfirmed: root.ownKeys.saveBackup(target.text)
    }

    Button {
        enabled: !root.ownKeys.busy
        objectName: "saveBackupButton"
        symbol: "file"
        //: Button that writes the recovery kit
        text: qsTr("Save a recovery kit")
        visible: !root.saved

        onClicked: root.ownKeys.saveBackup(target.text)
    }
}
