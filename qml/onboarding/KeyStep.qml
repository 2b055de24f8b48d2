// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Which of the user's keys the server knows them by.
ColumnLayout {
    id: root

    required property FirstRunViewModel firstRun

    spacing: Theme.space16

    onVisibleChanged: if (visible)
        list.forceActiveFocus(Qt.TabFocusReason)

    StepHeading {
        //: Sentence under the heading of the key screen
        explanation: qsTr("These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.")
        //: Heading of the screen that lists OpenPGP keys
        title: qsTr("Which key is yours?")
    }

    KeyList {
        id: list

        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.listRow * 4)
        firstRun: root.firstRun
        objectName: "keyList"
    }
}
