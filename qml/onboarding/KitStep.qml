// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The account kit: which file, and what is in it once it was checked.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property bool hasKit: root.firstRun.enrolment.hasKit

    spacing: Theme.space16

    onVisibleChanged: if (visible && !root.hasKit)
        kitField.takeFocus()

    StepHeading {
        //: Sentence under the heading of the account kit screen: before and after one was chosen
        explanation: root.hasKit ? qsTr("The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.") : qsTr("Passbolt's web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server's.")
        //: Heading of the account kit screen: before and after one was chosen
        title: root.hasKit ? qsTr("Is this you?") : qsTr("Your account kit")
    }

    PersonCard {
        Layout.fillWidth: true
        enrolment: root.firstRun.enrolment
        objectName: "kitPerson"
        server: root.firstRun.enrolment.kitServer
    }

    FingerprintCard {
        fingerprint: root.firstRun.enrolment.kitKey
        objectName: "kitKey"
        title: root.firstRun.enrolment.kitKeyNote
        visible: root.hasKit
    }

    FileField {
        id: kitField

        Layout.fillWidth: true
        //: Entry of the file type list in the account kit's file dialog
        filter: qsTr("Account kits (*.passbolt)")
        //: Help under the account kit field
        help: qsTr("Or drop the file anywhere on this window.")
        //: Label of the account kit field
        label: qsTr("Account kit")
        name: "kit"
        path: root.firstRun.enrolment.kitFile
        visible: !root.hasKit

        onChosen: path => root.firstRun.openFile(path)
        onConfirmed: root.firstRun.openFile(kitField.text)
    }

    AccountFields {
        Layout.fillWidth: true
        firstRun: root.firstRun
        visible: root.hasKit
    }
}
