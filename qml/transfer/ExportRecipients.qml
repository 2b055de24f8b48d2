// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Who can open an encrypted file: the user with one of their keys, and others.
ColumnLayout {
    id: root

    required property FileRecipients recipients

    spacing: Theme.space12

    FormField {
        Layout.fillWidth: true
        //: Label of a choice: with which key of the user's a file is encrypted and signed
        label: qsTr("Your key")
        visible: root.recipients.keys.count > 1

        LayoutRepeater {
            model: root.recipients.keys.count < 2 ? null : root.recipients.keys

            KeyChoice {
                Layout.fillWidth: true
                checked: key === root.recipients.ownKey

                onChosen: key => root.recipients.ownKey = key
            }
        }
    }

    LayoutRepeater {
        model: root.recipients.others

        RecipientRow {
            Layout.fillWidth: true

            onRemoveRequested: root.recipients.remove(key)
        }
    }

    FileField {
        Layout.fillWidth: true
        //: Entry of the file type list in a file dialog
        filter: qsTr("Public keys (*.asc *.gpg *.pgp)")
        //: Help of a field: without it only the user can open the file
        help: qsTr("Compare the fingerprint with its owner before you rely on it.")
        //: Label of the field for somebody's public key file
        label: qsTr("Also for the owner of this key (optional)")
        name: "exportRecipient"
        path: ""

        onChosen: path => root.recipients.add(path)
        onConfirmed: root.recipients.add(text)
    }
}
