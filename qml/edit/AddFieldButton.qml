// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQml.Models
import Coffret.Controls
import Coffret.Ui

/// Offers what else a secret can hold.
Button {
    id: root

    required property EditorViewModel editor

    Accessible.role: Accessible.ButtonMenu
    kind: Button.Quiet
    objectName: "addFieldButton"
    symbol: "plus"
    //: Button that offers more fields for a secret
    text: qsTr("Add field")

    onClicked: choices.popup(root, root.mirrored ? root.width - choices.width : 0, root.height + Theme.space4)

    Menu {
        id: choices

        Instantiator {
            model: root.editor.addable

            delegate: MenuItem {
                required property string key
                required property string label

                objectName: "addField_" + key
                text: label

                onTriggered: root.editor.addField(key)
            }

            onObjectAdded: (index, object) => choices.insertItem(index, object as Item)
            onObjectRemoved: (index, object) => choices.removeItem(object as Item)
        }
    }
}
