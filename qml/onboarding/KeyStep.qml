// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Which of the user's keys the server knows them by, or shall know them by from now on.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun
    readonly property OwnKeysViewModel ownKeys: root.firstRun.ownKeys
    property bool fileWanted: false

    spacing: Theme.space16

    onVisibleChanged: {
        root.fileWanted = false;
        if (visible)
            list.takeKeyboard();
    }

    // Keys come later than the page, and what made one lost the keyboard meanwhile.
    Connections {
        function onBusyChanged(): void {
            if (!root.visible || root.ownKeys.busy || root.fileWanted || root.ownKeys.hasFile)
                return;
            const button = createButton.visible ? createButton : fileButton;
            list.count > 0 ? list.takeKeyboard() : button.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.ownKeys
    }

    StepHeading {
        //: Sentence under the heading of the key screen; when the server does not know a key yet
        explanation: root.ownKeys.canCreate ? qsTr("The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.") : qsTr("These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.")
        //: Heading of the screen that lists OpenPGP keys; when the server does not know a key yet
        title: root.ownKeys.canCreate ? qsTr("Which key shall be yours?") : qsTr("Which key is yours?")
    }

    FingerprintCard {
        fingerprint: root.ownKeys.demanded
        objectName: "demandedKey"
        //: Above the fingerprint of the key that the server has for this user
        title: qsTr("The server knows you by this key")
        visible: fingerprint !== ""
    }

    KeyList {
        id: list

        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.listRow * 4)
        objectName: "keyList"
        ownKeys: root.ownKeys
        visible: count > 0

        onConfirmed: root.firstRun.next()
    }

    InfoCard {
        Layout.fillWidth: true
        //: %1 is a name and an e-mail address
        details: qsTr("For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.").arg(root.ownKeys.newOwner)
        objectName: "newKeyCard"
        symbol: "plus"
        //: Beside the button that makes a new key
        title: qsTr("No key yet, or rather a fresh one?")
        visible: root.ownKeys.canCreate

        Button {
            id: createButton

            enabled: !root.ownKeys.busy
            objectName: "createKeyButton"
            //: Button that makes a new OpenPGP key
            text: qsTr("Make a new key")

            onClicked: root.ownKeys.create()
        }
    }

    Button {
        id: fileButton

        enabled: !root.ownKeys.busy
        kind: Button.Quiet
        objectName: "keyFileButton"
        symbol: "file"
        //: Button that shows the field for a file with a private key
        text: qsTr("Use a key file…")
        visible: !panel.visible

        onClicked: {
            root.fileWanted = true;
            panel.takeFocus();
        }
    }

    KeyFilePanel {
        id: panel

        Layout.fillWidth: true
        ownKeys: root.ownKeys
        visible: root.fileWanted || root.ownKeys.hasFile
    }
}
