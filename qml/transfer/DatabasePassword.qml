// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Edit
import Coffret.Ui

/// The password of a database, twice, and what it is worth.
ColumnLayout {
    id: root

    required property ExportViewModel exporting

    signal accepted

    spacing: Theme.space12

    FormField {
        id: first

        Layout.fillWidth: true
        //: Help below the password of a database that is made
        help: qsTr("Nobody can open the database without it, and it cannot be asked for again.")
        //: Label of the field for the password of a database that is made
        label: qsTr("Password of the database")

        SecretField {
            Layout.fillWidth: true
            document: root.exporting.password
            label: first.label
            objectName: "databasePassword"
            remark: first.remark

            onAccepted: root.accepted()
        }

        StrengthBar {
            Layout.fillWidth: true
            level: meter.level
            objectName: "databaseStrength"
            sentence: meter.sentence
            visible: meter.measured
            word: meter.word
        }
    }

    FormField {
        id: second

        Layout.fillWidth: true
        error: root.exporting.repeatedError
        //: Label of the field where a password is entered for the second time
        label: qsTr("The same password again")

        SecretField {
            Layout.fillWidth: true
            document: root.exporting.repeated
            invalid: second.error !== ""
            label: second.label
            objectName: "repeatedPassword"
            remark: second.remark

            onAccepted: root.accepted()
        }
    }

    PasswordMeter {
        id: meter

        document: root.exporting.password
    }
}
