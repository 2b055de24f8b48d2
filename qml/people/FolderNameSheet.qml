// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The name of a folder, new or not.
Sheet {
    id: root

    required property FoldersViewModel folders
    readonly property bool creating: root.folders.question === FoldersViewModel.NewName

    //: Under the heading. %1 is the folder the new one goes into
    explanation: root.creating && root.folders.targetName !== "" ? qsTr("In “%1”. Whoever has access there has access to it.").arg(root.folders.targetName) : ""
    //: Headings of the question for a folder's name. %1 is its name until now
    heading: root.creating ? qsTr("New folder") : qsTr("Rename “%1”").arg(root.folders.targetName)
    objectName: "folderNameSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.tileLarge
    visible: root.folders.question === FoldersViewModel.NewName || root.folders.question === FoldersViewModel.OtherName

    buttons: [
        Button {
            //: Buttons below a question
            text: root.folders.busy ? qsTr("Stop") : qsTr("Cancel")

            onClicked: root.folders.cancel()
        },
        Button {
            enabled: !root.folders.busy
            kind: Button.Primary
            objectName: "confirmFolderName"
            //: Buttons below the question for a folder's name
            text: root.creating ? qsTr("Create") : qsTr("Rename")

            onClicked: root.folders.confirm()
        }
    ]

    onCloseRequested: root.folders.cancel()
    onOpened: {
        name.forceActiveFocus(Qt.TabFocusReason);
        name.selectAll();
    }

    Banner {
        Layout.fillWidth: true
        title: root.folders.errorText
        visible: title !== ""
    }

    FormField {
        id: nameForm

        Layout.fillWidth: true
        error: root.folders.nameError
        //: Label of the field for a folder's name
        label: qsTr("Name")

        TextField {
            id: name

            Layout.fillWidth: true
            focus: true
            invalid: root.folders.nameError !== ""
            label: qsTr("Name")
            objectName: "folderName"
            remark: nameForm.remark
            text: root.folders.name

            onAccepted: root.folders.confirm()
            onTextEdited: root.folders.name = text
        }
    }
}
