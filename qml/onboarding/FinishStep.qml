// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What will happen, before it does.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    property SettingsViewModel settings: null ///< null: they were asked before
    readonly property EnrolmentViewModel enrolment: root.firstRun.enrolment

    spacing: Theme.space16

    onVisibleChanged: if (visible && appsField.visible)
        appsField.takeFocus()

    StepHeading {
        //: Sentence under the heading of the last setup screen
        explanation: root.firstRun.service === "passbolt" ? qsTr("Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.") : qsTr("The names of your secrets are loaded, not their values.")
        //: Heading of the last setup screen
        title: qsTr("Ready to sign in")
    }

    InfoCard {
        Layout.fillWidth: true
        symbol: "globe"
        title: root.firstRun.server.url
        visible: !person.visible
    }

    PersonCard {
        id: person

        Layout.fillWidth: true
        enrolment: root.enrolment
        server: root.firstRun.server.url
    }

    FingerprintCard {
        fingerprint: root.enrolment.kitKey
        objectName: "importNote"
        //: Above the fingerprint of the key that signing in will put into the keyring
        title: qsTr("This key goes into your GnuPG keyring")
        visible: root.enrolment.hasKit
    }

    InfoCard {
        Layout.fillWidth: true
        //: What signing in does with a link from an e-mail
        details: root.enrolment.recovering ? qsTr("Coffret shows the server that you have the key. That uses the link up.") : qsTr("Coffret tells the server your public key and no other part of it. That uses the link up.")
        symbol: "link"
        //: What signing in does with a link from an e-mail
        title: root.enrolment.recovering ? qsTr("Gets you back to your account") : qsTr("Sets up your account")
        visible: root.enrolment.hasLink
    }

    AppsField {
        id: appsField

        Layout.fillWidth: true
        apps: root.firstRun.appIds
        //: Help under the field for the apps of an account
        help: qsTr("CommandK offers no list of apps. An app's identifier is in the side panel of its settings; names work too if your token is made for all apps.")
        name: "appsField"
        visible: root.firstRun.service === "commandk"

        onConfirmed: root.firstRun.next()
        onEdited: apps => root.firstRun.appIds = apps
    }

    LazyItem {
        Layout.fillWidth: true
        properties: ({
                "rows": root.settings ? root.settings.beginning : null
            })
        shown: root.settings !== null
        source: Qt.resolvedUrl("../Settings/BeginningSettings.qml")
    }

    BackupCard {
        Layout.fillWidth: true
        ownKeys: root.firstRun.ownKeys
        visible: root.firstRun.ownKeys.needsBackup
    }
}
