// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// The apps of a service that has no list to choose from.
FormField {
    id: root

    required property string apps
    required property string name ///< objectName of the input

    signal confirmed
    signal edited(string apps)

    function takeFocus(): void {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    //: Label of the apps field
    label: qsTr("Apps, separated by commas")

    TextField {
        id: field

        Accessible.description: root.error
        Layout.fillWidth: true
        invalid: root.error !== ""
        label: root.label
        objectName: root.name
        remark: root.remark
        text: root.apps

        onAccepted: root.confirmed()
        onTextEdited: root.edited(text)
    }
}
