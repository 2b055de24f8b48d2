// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// The readable description of a secret.
Card {
    id: root

    required property string text

    implicitHeight: column.implicitHeight + Theme.space24

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            //: Label above the readable description of a secret
            text: qsTr("Description")
        }

        TextEdit {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            activeFocusOnTab: false
            color: Theme.colours.text
            font.family: Theme.family
            font.pixelSize: Theme.body
            readOnly: true
            selectByMouse: true
            selectedTextColor: Theme.colours.accentInk
            selectionColor: Theme.colours.accent
            text: root.text
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
        }
    }
}
