// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Offers to read a key from a QR code.
MenuButton {
    id: root

    required property CodeEntryViewModel entry

    implicitHeight: Theme.touch
    menu: sources
    objectName: "qrButton"
    symbol: "qr"
    //: Name of the button that offers to take a key from a QR code
    text: qsTr("Read a QR code")

    Menu {
        id: sources

        objectName: "qrMenu"

        MenuItem {
            objectName: "qrFromScreen"
            symbol: "display"
            //: Menu: where a QR code is; asks for a part of the screen
            text: qsTr("From the screen…")
            visible: root.entry.canPickScreen
            height: visible ? implicitHeight : 0

            onTriggered: root.entry.readScreen()
        }

        MenuItem {
            objectName: "qrFromClipboard"
            symbol: "copy"
            //: Menu: where a QR code is
            text: qsTr("From the clipboard")

            onTriggered: root.entry.readClipboard()
        }

        MenuItem {
            objectName: "qrFromFile"
            symbol: "file"
            //: Menu: where a QR code is; opens a file dialog
            text: qsTr("From a picture file…")

            // By address: naming the type would load the libraries behind file dialogs at every start.
            onTriggered: dialog.setSource("PicturePicker.qml", {
                    "entry": root.entry
                })
        }
    }

    Loader {
        id: dialog

        objectName: "qrDialog"
    }
}
