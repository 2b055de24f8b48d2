// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A fingerprint to compare with what the server's people tell you, in groups that are easy to read aloud.
Card {
    id: root

    required property string title
    required property string fingerprint
    property string subject
    property string symbol: "fingerprint"
    property color ink: Theme.colours.textSecondary

    Accessible.description: root.subject
    Accessible.name: Phrases.labelled(root.title, root.fingerprint)
    Accessible.role: Accessible.StaticText
    Layout.fillWidth: true
    implicitHeight: words.height + Theme.space32

    Icon {
        id: icon

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        color: root.ink
        size: Theme.iconLarge
        symbol: root.symbol
        y: Theme.space16
    }

    Column {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        spacing: Theme.space4
        y: Theme.space16

        ThemedText {
            Accessible.ignored: true
            font.weight: Font.DemiBold
            text: root.title
            width: parent.width
            wrapMode: Text.Wrap
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            text: root.subject
            visible: root.subject !== ""
            width: parent.width
            wrapMode: Text.WrapAnywhere
        }

        TextEdit {
            Accessible.ignored: true
            activeFocusOnTab: false
            color: Theme.colours.text
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.body
            readOnly: true
            selectByMouse: true
            selectedTextColor: Theme.colours.accentInk
            selectionColor: Theme.colours.accent
            text: root.fingerprint
            textFormat: TextEdit.PlainText
            topPadding: Theme.space4
            width: parent.width
            wrapMode: TextEdit.Wrap
        }
    }
}
