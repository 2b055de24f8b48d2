// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.People
import Coffret.Ui

/// What a check does, and what the user chooses about it.
ColumnLayout {
    id: root

    required property HealthViewModel health

    spacing: Theme.space12

    LayoutRepeater {
        model: root.health.promises

        SummaryLine {
            Layout.fillWidth: true
            symbol: "check"
        }
    }

    RadioButton {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        checked: root.health.everywhere
        objectName: "healthEverywhere"
        //: What a check of secrets goes over
        text: qsTr("All open accounts")
        visible: root.health.accounts > 1

        onToggled: root.health.everywhere = true
    }

    RadioButton {
        Layout.fillWidth: true
        checked: !root.health.everywhere
        objectName: "healthOneAccount"
        //: What a check of secrets goes over. %1 is the name of an account
        text: qsTr("Only “%1”").arg(root.health.accountName)
        visible: root.health.accounts > 1

        onToggled: root.health.everywhere = false
    }

    CheckBox {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        checked: root.health.breaches
        explanation: root.health.breachesText
        objectName: "healthBreaches"
        //: A preference: passwords are held against those that were leaked somewhere
        text: qsTr("Look for leaked passwords, too")
        visible: root.health.breachesOffered

        onToggled: root.health.breaches = checked
    }
}
