// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Edit
import Coffret.Ui

/// A value for one or several environments, and what became of it in each.
Sheet {
    id: root

    required property EnvironmentValueViewModel setting
    readonly property bool waits: root.setting.goHint !== "" && !root.setting.sent && !root.setting.busy

    entry: root.setting.creating ? nameField : value
    footnote: root.setting.busy ? root.setting.progressText : root.waits ? root.setting.goHint : ""
    heading: root.setting.heading
    objectName: "valueSheet"
    parent: T.Overlay.overlay
    visible: root.setting.open

    buttons: [
        Button {
            objectName: "closeValue"
            //: Buttons below a form: stop what is under way; leave after it was done; leave before
            text: root.setting.busy ? qsTr("Stop") : root.setting.sent ? qsTr("Close") : qsTr("Cancel")

            onClicked: root.setting.busy ? root.setting.stop() : root.setting.close()
        },
        Button {
            enabled: root.setting.goHint === "" && !root.setting.busy
            kind: Button.Primary
            objectName: "setValue"
            text: root.setting.goText
            visible: !root.setting.taken && (!root.setting.sent || root.setting.goHint === "")

            onClicked: root.setting.go()
        }
    ]

    onCloseRequested: root.setting.busy ? root.setting.stop() : root.setting.close()
    onOpened: {
        value.begin();
        (root.setting.creating ? nameField : value).forceActiveFocus(Qt.TabFocusReason);
    }

    Banner {
        Layout.fillWidth: true
        details: root.setting.errorDetails
        hint: root.setting.errorHint
        objectName: "valueError"
        title: root.setting.errorText
        visible: title !== ""
    }

    Banner {
        Layout.fillWidth: true
        //: Below the sentence that a name is taken
        hint: qsTr("Give it this value in the chosen environments, or look at it first.")
        kind: Banner.Warning
        objectName: "takenBanner"
        title: root.setting.takenText
        visible: root.setting.taken

        Button {
            objectName: "useTaken"
            //: Button: the secret is there already, and gets the value that was written
            text: qsTr("Set its value")

            onClicked: root.setting.useTaken()
        }

        Button {
            objectName: "openTaken"
            //: Button: shows the secret that is there already
            text: qsTr("Open it")

            onClicked: root.setting.openTaken()
        }
    }

    FormField {
        Layout.fillWidth: true
        //: Label of the field for the name of a new secret
        label: qsTr("Name")
        visible: root.setting.creating

        TextField {
            id: nameField

            Layout.fillWidth: true
            enabled: !root.setting.busy
            label: qsTr("Name")
            objectName: "valueName"
            text: root.setting.name

            onAccepted: value.forceActiveFocus(Qt.TabFocusReason)
            onTextEdited: root.setting.name = text
        }
    }

    FormField {
        Layout.fillWidth: true
        //: Label of the field for the value of a secret
        label: qsTr("Value")
        visible: !root.setting.sent

        SecretField {
            id: value

            Layout.fillWidth: true
            document: root.setting.document
            enabled: !root.setting.busy
            label: qsTr("Value")
            multiline: true
            objectName: "valueField"
            presenting: root.setting.presenting
            startsMasked: true
        }
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        font.weight: Font.Medium
        //: Above the environments a value is meant for
        text: qsTr("Environments")
        visible: targets.count > 0
    }

    Column {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.space8

        Repeater {
            id: targets

            model: root.setting.targets

            TargetRow {
                locked: root.setting.busy || (root.setting.sent && value.blank)
                width: parent ? parent.width : 0

                onChosenRequested: chosen => root.setting.targets.setChosen(index, chosen)
            }
        }
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        objectName: "valueReport"
        text: root.setting.reportText
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
