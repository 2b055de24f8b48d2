// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Onboarding
import Coffret.Ui

/// What can be changed about an account that is there.
Sheet {
    id: root

    required property AccountOptionsViewModel options

    //: Below the heading of the sheet for an account's options; the second for accounts that lend values
    explanation: root.options.lends ? qsTr("Saving signs in to the account again. What you have checked out is treated as when Coffret locks.") : qsTr("Saving signs in to the account again.")
    //: Beside the buttons of the sheet for an account's options
    footnote: root.options.busy ? qsTr("Signing out…") : ""
    //: Heading of the sheet for an account's options. %1 is its name
    heading: qsTr("Options of “%1”").arg(root.options.accountName)
    objectName: "accountOptionsSheet"
    parent: T.Overlay.overlay
    visible: root.options.open

    buttons: [
        Button {
            objectName: "cancelOptions"
            //: Button: an account's options stay as they were
            text: qsTr("Cancel")

            onClicked: root.options.cancel()
        },
        Button {
            enabled: !root.options.busy
            kind: Button.Primary
            objectName: "saveOptions"
            //: Button: keeps an account's options
            text: qsTr("Save")

            onClicked: root.options.save()
        }
    ]

    onAboutToShow: steps.settle()
    onCloseRequested: root.options.cancel()
    onOpened: nameField.forceActiveFocus(Qt.TabFocusReason)

    Banner {
        Layout.fillWidth: true
        hint: root.options.errorHint
        objectName: "optionsError"
        title: root.options.errorText
        visible: title !== ""
    }

    FormField {
        id: nameFieldForm

        Layout.fillWidth: true
        //: Help under the field for an account's name
        help: qsTr("Shown in the sidebar. The server's name is used if you leave it empty.")
        //: Label of the field for an account's name
        label: qsTr("Name")

        TextField {
            id: nameField

            Layout.fillWidth: true
            label: qsTr("Name")
            objectName: "optionsName"
            placeholderText: root.options.host
            remark: nameFieldForm.remark
            text: root.options.name

            onAccepted: root.options.save()
            onTextEdited: root.options.name = text
        }
    }

    AppsField {
        Layout.fillWidth: true
        apps: root.options.apps
        error: root.options.appsError
        //: Help under the field for an account's apps
        help: qsTr("An app's identifier is in the side panel of its settings; names work too if your token is made for all apps.")
        name: "optionsApps"
        visible: root.options.hasApps

        onConfirmed: root.options.save()
        onEdited: apps => root.options.apps = apps
    }

    CheckBox {
        Layout.fillWidth: true
        checked: root.options.givesBack
        objectName: "optionsGivesBack"
        //: A preference of an account whose values are lent
        text: qsTr("Give back when Coffret locks or quits")
        visible: root.options.lends

        onToggled: root.options.givesBack = checked
    }

    ServerSteps {
        id: steps

        Layout.fillWidth: true
        options: root.options
        visible: root.options.steps.count > 0
    }
}
