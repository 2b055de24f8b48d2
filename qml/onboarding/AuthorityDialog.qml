// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Coffret.Ui

/// Asks for the file with the certificate authority, at once.
FileDialog {
    id: root

    required property FirstRunViewModel firstRun

    //: Entries of the file type list in the certificate authority's file dialog
    nameFilters: [qsTr("Certificates (*.pem *.crt *.cer)"), qsTr("All files (*)")]
    //: Title of the file dialog
    title: qsTr("Certificate authority")

    Component.onCompleted: root.open()
    onAccepted: root.firstRun.authorityFile = String(root.selectedFile)
}
