// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Edit
import Coffret.Ui

/// Password and key file of a KeePass database.
ColumnLayout {
    id: root

    required property ImportViewModel importing

    spacing: Theme.space16

    onVisibleChanged: if (visible) {
        input.begin();
        input.forceActiveFocus(Qt.TabFocusReason);
    }

    FormField {
        id: field

        Layout.fillWidth: true
        //: Label of the field for the password of a KeePass database
        label: qsTr("Password of the database")

        SecretField {
            id: input

            Layout.fillWidth: true
            document: root.importing.password
            invalid: root.importing.errorText !== ""
            label: field.label
            objectName: "importPassword"
            presenting: false
            remark: root.importing.errorText

            onAccepted: root.importing.unlock()
        }
    }

    FileField {
        Layout.fillWidth: true
        //: Entry of the file type list in a file dialog
        filter: qsTr("Key files (*.keyx *.key *)")
        //: Label of the field for the key file of a KeePass database
        label: qsTr("Key file (if it has one)")
        name: "importKeyFile"
        path: root.importing.keyFile

        onChosen: path => root.importing.keyFile = path
        onConfirmed: root.importing.unlock()
        onEdited: path => root.importing.keyFile = path
    }
}
