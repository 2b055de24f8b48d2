// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Who has access to a folder.
Sheet {
    id: root

    required property SharingViewModel sharing

    //: Under the heading of a folder's sharing
    explanation: qsTr("Changes apply to the folder and to everything in it that is yours to share.")
    //: Heading: %1 is the name of a folder
    heading: qsTr("Share “%1”").arg(root.sharing.targetName)
    objectName: "accessSheet"
    parent: T.Overlay.overlay
    visible: root.sharing.stage !== SharingViewModel.Closed

    buttons: [
        Button {
            objectName: "closeAccessSheet"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.sharing.clear()
        }
    ]

    onCloseRequested: root.sharing.clear()

    AccessPane {
        Layout.fillWidth: true
        focus: true
        sharing: root.sharing
    }
}
