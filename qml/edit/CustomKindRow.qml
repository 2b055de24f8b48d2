// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What a new field of one's own holds, and whether its value is seen without being asked for.
RowLayout {
    id: root

    required property EditFieldModel fields
    required property int row
    required property string kind
    required property bool isProtected

    function words(kind: string): string {
        switch (kind) {
        case "password":
            //: What a field of one's own holds
            return qsTr("Password");
        case "number":
            //: What a field of one's own holds
            return qsTr("Number");
        case "boolean":
            //: What a field of one's own holds
            return qsTr("Yes or no");
        case "uri":
            //: What a field of one's own holds: an address
            return qsTr("Address");
        }
        //: What a field of one's own holds
        return qsTr("Text");
    }

    spacing: Theme.space12

    PickButton {
        id: button

        //: Accessible name of the button that says what a field of one's own holds. %1 is that
        Accessible.name: qsTr("Holds: %1").arg(button.text)
        menu: kinds
        objectName: "customKind"
        text: root.words(root.kind)
    }

    CheckBox {
        id: secret

        enabled: root.kind !== "password"
        objectName: "customProtected"
        //: A field of one's own: its value is among the protected ones
        text: qsTr("Protected")

        onToggled: root.fields.setProtected(root.row, secret.checked)
    }

    Binding {
        property: "checked"
        target: secret
        value: root.isProtected
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        //: Beside the box "Protected" when it is not ticked
        text: root.isProtected ? "" : qsTr("Seen by everyone who may list the secret")
        wrapMode: Text.Wrap
    }

    Menu {
        id: kinds

        MenuItem {
            text: root.words("text")

            onTriggered: root.fields.setCustomKind(root.row, "text")
        }

        MenuItem {
            text: root.words("password")

            onTriggered: root.fields.setCustomKind(root.row, "password")
        }

        MenuItem {
            objectName: "customKind_number"
            text: root.words("number")

            onTriggered: root.fields.setCustomKind(root.row, "number")
        }

        MenuItem {
            objectName: "customKind_boolean"
            text: root.words("boolean")

            onTriggered: root.fields.setCustomKind(root.row, "boolean")
        }

        MenuItem {
            text: root.words("uri")

            onTriggered: root.fields.setCustomKind(root.row, "uri")
        }
    }
}
