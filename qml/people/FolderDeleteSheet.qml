// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Before a folder is deleted: what becomes of what is in it.
Sheet {
    id: root

    required property FoldersViewModel folders

    explanation: root.folders.contentText
    //: Heading of the question before a folder is deleted. %1 is its name
    heading: qsTr("Delete the folder “%1”?").arg(root.folders.targetName)
    objectName: "folderDeleteSheet"
    parent: T.Overlay.overlay
    visible: root.folders.question === FoldersViewModel.Deletion

    buttons: [
        Button {
            focus: true
            //: Buttons below a question
            text: root.folders.busy ? qsTr("Stop") : qsTr("Cancel")

            onClicked: root.folders.cancel()
        },
        Button {
            enabled: !root.folders.busy
            kind: Button.Danger
            objectName: "confirmFolderDelete"
            //: Buttons below the question before a folder is deleted
            text: root.folders.withContent ? qsTr("Delete everything") : qsTr("Delete folder")

            onClicked: root.folders.confirm()
        }
    ]

    onCloseRequested: root.folders.cancel()

    Banner {
        Layout.fillWidth: true
        title: root.folders.errorText
        visible: title !== ""
    }

    RadioButton {
        Layout.fillWidth: true
        checked: !root.folders.withContent
        //: Under a choice before a folder is deleted
        explanation: qsTr("What is in it moves to the top and keeps its access.")
        objectName: "deleteAlone"
        //: A choice before a folder is deleted
        text: qsTr("Only the folder")
        visible: root.folders.hasContent

        onToggled: root.folders.withContent = false
    }

    RadioButton {
        Layout.fillWidth: true
        checked: root.folders.withContent
        //: Under a choice before a folder is deleted
        explanation: qsTr("Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.")
        objectName: "deleteWithContent"
        //: A choice before a folder is deleted
        text: qsTr("The folder and everything in it")
        visible: root.folders.hasContent

        onToggled: root.folders.withContent = true
    }
}
