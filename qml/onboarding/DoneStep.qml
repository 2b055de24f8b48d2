// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// After signing in with an account kit: what to do with the file.
ColumnLayout {
    id: root

    required property EnrolmentViewModel enrolment

    spacing: Theme.space16

    StepHeading {
        //: Sentence under the heading of the screen after signing in with an account kit
        explanation: qsTr("Your key is in your GnuPG keyring now, and the account kit is not needed any more.")
        //: Heading of the screen after signing in with an account kit
        title: qsTr("You are signed in")
    }

    InfoCard {
        Layout.fillWidth: true
        details: root.enrolment.kitFile
        ink: root.enrolment.kitDeleted ? Theme.colours.success : Theme.colours.warning
        objectName: "kitFileCard"
        symbol: root.enrolment.kitDeleted ? "check" : "shield-alert"
        //: About an account kit that still exists; after it was deleted
        title: root.enrolment.kitDeleted ? qsTr("The kit file is deleted") : qsTr("Whoever finds the kit file has your key")

        Button {
            kind: Button.Danger
            objectName: "deleteKitButton"
            symbol: "trash"
            //: Button that deletes the account kit's file
            text: qsTr("Delete the kit file")
            visible: !root.enrolment.kitDeleted

            onClicked: root.enrolment.deleteKit()
        }
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        //: Under the button that deletes the account kit's file
        text: qsTr("The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.")
        wrapMode: Text.Wrap
    }
}
