// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Coffret.Ui

/// Asks for a picture with a QR code, at once.
FileDialog {
    id: root

    required property CodeEntryViewModel entry

    //: File type and last entry of the file type list in a file dialog
    nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)"), qsTr("All files (*)")]
    //: Title of a file dialog
    title: qsTr("Picture with a QR code")

    Component.onCompleted: root.open()
    onAccepted: root.entry.readFile(String(root.selectedFile))
}
