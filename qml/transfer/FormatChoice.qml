// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// How secrets are written into a file. What cannot be chosen says why.
FormField {
    id: root

    required property ExportViewModel exporting

    component Format: RadioButton {
        id: choice

        required property ExportViewModel exporting
        required property int format
        required property string hint ///< why not
        required property string meaning

        Layout.fillWidth: true
        checked: choice.exporting.format === choice.format
        enabled: choice.hint === ""
        explanation: choice.hint === "" ? choice.meaning : choice.hint

        onClicked: choice.exporting.format = choice.format
    }

    //: Label of a choice: in what format secrets are exported
    label: qsTr("Format")

    Format {
        exporting: root.exporting
        format: ExportViewModel.Sealed
        hint: root.exporting.sealedHint
        //: What a format is good for. OpenPGP is a standard, GnuPG a program
        meaning: qsTr("Everything a secret has, for Coffret. Opened with an OpenPGP key, also by GnuPG alone.")
        objectName: "formatSealed"
        //: Choice: a format of files
        text: qsTr("Encrypted for OpenPGP keys")
    }

    Format {
        exporting: root.exporting
        format: ExportViewModel.Kdbx
        hint: root.exporting.kdbxHint
        //: What a format is good for
        meaning: qsTr("For KeePassXC and other programs of its kind. Opened with a password that you choose.")
        objectName: "formatKdbx"
        //: Choice: a format of files
        text: qsTr("KeePass database")
    }

    Format {
        exporting: root.exporting
        format: ExportViewModel.Csv
        hint: root.exporting.csvHint
        //: What a format is good for
        meaning: qsTr("For programs that read nothing else. Not encrypted.")
        objectName: "formatCsv"
        //: Choice: a format of files
        text: qsTr("Table (CSV)")
    }
}
