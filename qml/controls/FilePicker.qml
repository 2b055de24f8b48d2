// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs

/// Asks for the file of a FileField, at once.
FileDialog {
    id: root

    required property FileField field

    fileMode: root.field.saving ? FileDialog.SaveFile : FileDialog.OpenFile
    //: Last entry of the file type list in a file dialog
    nameFilters: [root.field.filter, qsTr("All files (*)")]
    title: root.field.label

    Component.onCompleted: root.open()
    onAccepted: root.field.chosen(String(root.selectedFile))
}
