// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// When a secret ends, as a day.
FormField {
    id: root

    required property EditorViewModel editor

    error: root.editor.expiresError
    //: Help under the field for the day a secret expires, unless there is a reason why it cannot be changed
    help: root.editor.expiryHint !== "" ? root.editor.expiryHint : qsTr("A day like 2027-03-31. Leave it empty if it never expires.")
    //: Label of the field for the day a secret expires
    label: qsTr("Expires")

    Connections {
        function onProblemFound(key: string): void {
            if (key === "expires")
                day.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.editor
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        TextField {
            id: day

            Accessible.description: root.editor.expiryHint
            Layout.preferredWidth: Theme.sidebarWidth
            enabled: root.editor.expiryHint === ""
            invalid: root.editor.expiresError !== ""
            label: qsTr("Expires")
            objectName: "expiresField"
            opacity: enabled ? 1 : Theme.dimmed
            //: In the empty field for the day a secret expires
            placeholderText: qsTr("Never")
            remark: root.remark
            text: root.editor.expires

            onAccepted: root.editor.save()
            onTextEdited: root.editor.expires = text
        }

        MenuButton {
            enabled: root.editor.expiryHint === ""
            menu: presets
            symbol: "calendar"
            //: Name of the button that offers days for a secret to expire
            text: qsTr("Choose a day")
        }

        Item {
            Layout.fillWidth: true
        }
    }

    Menu {
        id: presets

        MenuItem {
            //: A day for a secret to expire
            text: qsTr("In 30 days")

            onTriggered: root.editor.setExpiresIn(30)
        }

        MenuItem {
            //: A day for a secret to expire
            text: qsTr("In 90 days")

            onTriggered: root.editor.setExpiresIn(90)
        }

        MenuItem {
            //: A day for a secret to expire
            text: qsTr("In a year")

            onTriggered: root.editor.setExpiresIn(365)
        }

        MenuItem {
            //: A day for a secret to expire
            text: qsTr("Never")

            onTriggered: root.editor.setExpiresIn(0)
        }
    }
}
