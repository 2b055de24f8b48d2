// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What the public half of an SSH key says.
RowLayout {
    id: root

    required property SshKeyCard sshKey

    spacing: Theme.space12

    Icon {
        Layout.alignment: Qt.AlignTop
        color: Theme.colours.sshkey
        size: Theme.iconMedium
        symbol: "fingerprint"
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            ThemedText {
                font.weight: Font.DemiBold
                objectName: "keyText"
                text: root.sshKey.text
                visible: text !== ""
            }

            ThemedText {
                //: What a screen reader says before the comment of an SSH key
                Accessible.name: qsTr("Comment %1").arg(text)
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                objectName: "keyComment"
                text: root.sshKey.comment
                visible: text !== ""
            }
        }

        ThemedText {
            //: What a screen reader says before a fingerprint
            Accessible.name: qsTr("Fingerprint %1").arg(text)
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            elide: Text.ElideNone
            font.family: Theme.fixedFamily
            objectName: "keyFingerprint"
            text: root.sshKey.fingerprint
            visible: text !== ""
            wrapMode: Text.WrapAnywhere
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideNone
            //: In place of an SSH key's type and fingerprint
            text: qsTr("Its type and fingerprint are seen when it is opened.")
            visible: root.sshKey.fingerprint === ""
            wrapMode: Text.Wrap
        }
    }
}
