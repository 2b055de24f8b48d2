// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What a private key in a form is, in a few lines.
Rectangle {
    id: root

    required property string text
    required property string comment
    required property string fingerprint
    required property string note
    required property bool proved ///< it was opened, and what stands here is true
    readonly property color ink: root.proved ? Theme.colours.success : Theme.colours.textSecondary

    border.color: Theme.faded(root.ink, 0.35)
    border.width: Theme.hairline
    color: root.proved ? Theme.colours.successSoft : Theme.colours.surface
    implicitHeight: lines.implicitHeight + 2 * Theme.space12
    objectName: "sshKeySummary"
    radius: Theme.radiusControl

    Icon {
        id: icon

        color: root.ink
        size: Theme.iconMedium
        symbol: root.proved ? "check" : "sshkey"
        x: Theme.space12
        y: Theme.space12
    }

    ColumnLayout {
        id: lines

        anchors.left: icon.right
        anchors.leftMargin: Theme.space8
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        spacing: Theme.space4
        y: Theme.space12

        ThemedText {
            Layout.fillWidth: true
            font.weight: Font.DemiBold
            objectName: "sshKeyText"
            //: What a private key in a form is. %1 is its type, %2 the comment in it
            text: root.comment === "" ? root.text : qsTr("%1 – %2").arg(root.text).arg(root.comment)
            visible: text !== ""
            wrapMode: Text.Wrap
        }

        ThemedText {
            //: What a screen reader says before a fingerprint
            Accessible.name: qsTr("Fingerprint %1").arg(text)
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            elide: Text.ElideNone
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            objectName: "sshKeyFingerprint"
            text: root.fingerprint
            visible: text !== ""
            wrapMode: Text.WrapAnywhere
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            elide: Text.ElideNone
            font.pixelSize: Theme.caption
            objectName: "sshKeyNote"
            text: root.note
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }
}
