// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Where the items of a file go, and what is done with its folders and with what is there already.
ColumnLayout {
    id: root

    required property ImportViewModel importing

    spacing: Theme.space8

    FormField {
        Layout.fillWidth: true
        //: Label beside the folder that imported secrets go to
        label: qsTr("Into")

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            ThemedText {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                objectName: "importPlace"
                text: root.importing.place
            }

            Button {
                objectName: "chooseImportPlace"
                symbol: "folder"
                //: Button: another folder for imported secrets
                text: qsTr("Choose…")

                onClicked: root.importing.choosePlace()
            }
        }
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.importing.keepsFolders
        objectName: "importFolders"
        //: A choice when a file is imported
        text: qsTr("Make the folders of the file below it")
        visible: root.importing.hasFolders

        onToggled: root.importing.keepsFolders = checked
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.importing.takesTwins
        //: Below a choice when a file is imported: what counts as being there already
        explanation: qsTr("They have the name, user name and address of a secret that is there.")
        objectName: "importTwins"
        //: A choice when a file is imported. %n is how many of its items are there already
        text: qsTr("Import %n item(s) that are there already once more", "", root.importing.twins)
        visible: root.importing.twins > 0

        onToggled: root.importing.takesTwins = checked
    }
}
