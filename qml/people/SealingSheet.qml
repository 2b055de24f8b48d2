// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Whether the values of an account are encrypted with OpenPGP before they leave, with which key, and for whom.
Sheet {
    id: root

    required property SealingViewModel sealing

    //: Under the heading of the sheet about encrypting values with OpenPGP
    explanation: qsTr("Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.")
    footnote: root.sealing.on ? root.sealing.sealHint : root.sealing.turnOnHint
    //: Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account
    heading: qsTr("Seal values of “%1”").arg(root.sealing.name)
    objectName: "sealingSheet"
    parent: T.Overlay.overlay
    visible: root.sealing.open

    buttons: [
        Button {
            objectName: "unsealAll"
            //: Button: everything that was encrypted is written in the clear again, after a question
            text: qsTr("Unseal existing values…")
            visible: !root.sealing.on

            onClicked: root.sealing.unseal()
        },
        Button {
            enabled: root.sealing.sealHint === ""
            objectName: "sealAll"
            //: Button: everything that is in the clear is encrypted, after a question
            text: qsTr("Seal existing values…")
            visible: root.sealing.on

            onClicked: root.sealing.sealExisting()
        },
        Button {
            kind: Button.Primary
            objectName: "closeSealing"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.sealing.close()
        }
    ]

    onCloseRequested: root.sealing.close()
    onOpened: onBox.forceActiveFocus(Qt.TabFocusReason)

    CheckBox {
        id: onBox

        Layout.fillWidth: true
        checked: root.sealing.on
        objectName: "sealingOn"
        //: Turns on that values are encrypted with OpenPGP
        text: qsTr("Seal new and changed values of this account")

        onToggled: root.sealing.setOn(checked)
    }

    Banner {
        Layout.fillWidth: true
        hint: root.sealing.errorHint
        objectName: "sealingError"
        title: root.sealing.errorText
        visible: title !== ""
    }

    ThemedText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        font.weight: Font.DemiBold
        //: Heading above the user's OpenPGP keys
        text: qsTr("Your key, which signs and can always read")
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of the user's OpenPGP keys, while they are read, or when there is none
        text: root.sealing.busy ? qsTr("Reading your GnuPG keyring…") : qsTr("There is no OpenPGP key of yours on this computer.")
        visible: root.sealing.keys.count === 0
    }

    LayoutRepeater {
        model: root.sealing.keys

        SealingKeyRow {
            Layout.fillWidth: true
            checked: root.sealing.ownKey === fingerprint

            onToggled: root.sealing.chooseKey(fingerprint)
        }
    }

    SealingPeople {
        Layout.fillWidth: true
        sealing: root.sealing
    }
}
