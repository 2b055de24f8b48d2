// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Before a secret is deleted.
Sheet {
    id: root

    required property ActionsViewModel actions
    required property DetailViewModel detail

    explanation: root.actions.deleteText
    //: Heading of the question before a secret is deleted. %1 is its name
    heading: qsTr("Delete “%1”?").arg(root.detail.name)
    objectName: "deleteSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge
    visible: root.actions.deleting

    buttons: [
        Button {
            focus: true
            objectName: "cancelDelete"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.actions.cancelDelete()
        },
        Button {
            enabled: !root.actions.busy
            kind: Button.Danger
            objectName: "confirmDelete"
            //: Button: deletes a secret
            text: qsTr("Delete")

            onClicked: root.actions.confirmDelete()
        }
    ]

    onCloseRequested: root.actions.cancelDelete()

    Banner {
        Layout.fillWidth: true
        title: root.actions.deleteError
        visible: title !== ""
    }
}
