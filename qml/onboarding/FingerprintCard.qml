// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// A fingerprint to compare with what the server's people tell you, in groups that are easy to read aloud.
Card {
    id: root

    required property string title
    required property string fingerprint
    property string subject
    property string symbol: "fingerprint"
    property color ink: Theme.colours.textSecondary

    Accessible.description: root.subject
    Accessible.name: root.title + " " + root.fingerprint
    Accessible.role: Accessible.StaticText
    Layout.fillWidth: true
    implicitHeight: row.implicitHeight + Theme.space32

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space16

        Icon {
            Layout.alignment: Qt.AlignTop
            color: root.ink
            size: Theme.iconLarge
            symbol: root.symbol
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Layout.fillWidth: true
                font.weight: Font.DemiBold
                text: root.title
                wrapMode: Text.Wrap
            }

            ThemedText {
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                text: root.subject
                visible: root.subject !== ""
                wrapMode: Text.WrapAnywhere
            }

            TextEdit {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.text
                font.family: Theme.fixedFamily
                font.pixelSize: Theme.body
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.colours.accentInk
                selectionColor: Theme.colours.accent
                text: root.fingerprint
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
            }
        }
    }
}
