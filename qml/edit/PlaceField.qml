// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The folder a new secret goes to, and the way to another one.
FormField {
    id: root

    required property EditorViewModel editor

    function focusButton(): void {
        button.forceActiveFocus(Qt.TabFocusReason);
    }

    error: root.editor.placeError
    //: Below the folder a new secret goes to
    help: root.editor.placeShared ? qsTr("Shared with everyone there") : ""
    //: Label of the folder a new secret goes to
    label: qsTr("Folder")

    Button {
        id: button

        //: Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to
        Accessible.name: qsTr("Folder: %1").arg(button.text)
        Accessible.description: root.remark
        Layout.maximumWidth: root.width
        objectName: "choosePlace"
        symbol: "folder"
        //: In place of a folder's name: a new secret goes to none
        text: root.editor.place === "" ? qsTr("No folder, at the top") : root.editor.place

        onClicked: root.editor.choosePlace()
    }
}
