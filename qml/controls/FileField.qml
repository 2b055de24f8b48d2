// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Ui

/// A file, typed or chosen in a dialog.
FormField {
    id: root

    required property string name ///< what its parts are called by tests
    required property string path
    required property string filter ///< of the dialog, such as "Keys (*.asc)"
    property bool saving: false
    readonly property alias text: field.text
    readonly property alias input: field ///< where it is typed

    signal edited(string path)
    signal chosen(string path) ///< in the dialog
    signal confirmed ///< with Enter

    function choose(): void {
        // By address: naming the type would load the libraries behind file dialogs at every start.
        dialog.setSource("FilePicker.qml", {
                "field": root
            });
    }

    function takeFocus(): void {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        TextField {
            id: field

            Layout.fillWidth: true
            label: root.label
            objectName: root.name + "Field"
            remark: root.remark
            text: root.path

            onAccepted: root.confirmed()
            onTextEdited: root.edited(text)
        }

        Button {
            Accessible.name: Phrases.listed([root.label, text])
            objectName: root.name + "Button"
            symbol: "folder"
            //: Button that opens a file dialog
            text: qsTr("Choose…")

            onClicked: root.choose()
        }
    }

    Loader {
        id: dialog

        objectName: root.name + "Dialog"
    }
}
