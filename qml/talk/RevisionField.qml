// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One earlier value, masked until asked for.
RowLayout {
    id: root

    required property string key
    required property string label
    required property bool isProtected
    required property string plainValue
    required property bool revealed
    required property bool busy
    required property RevealedSecret secret
    required property bool multiline

    property string revealHint ///< why it is not shown; empty when it is

    signal toggleRequested(string key)

    spacing: Theme.space8

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.label
        }

        MaskDots {
            visible: root.isProtected && !root.revealed && !root.busy
        }

        ThemedText {
            color: Theme.colours.textSecondary
            //: In place of a value while it is decrypted
            text: qsTr("Opening…")
            visible: root.busy
        }

        SecretText {
            alignRight: LayoutMirroring.enabled
            Layout.fillWidth: true
            color: Theme.colours.text
            digitColor: Theme.colours.digit
            fontFamily: Theme.fixedFamily
            pixelSize: root.multiline ? Theme.body : Theme.emphasis
            secret: root.secret
            symbolColor: Theme.colours.symbol
            visible: root.revealed
        }

        ThemedText {
            Layout.fillWidth: true
            elide: Text.ElideNone
            text: root.plainValue
            visible: !root.isProtected
            wrapMode: Text.WrapAnywhere
        }
    }

    IconButton {
        Accessible.description: root.revealHint
        enabled: root.revealHint === ""
        objectName: "revealOld_" + root.key
        symbol: root.revealed ? "eye-off" : "eye"
        //: Name of the button on an earlier value. %1 is its label
        text: root.revealed ? qsTr("Hide %1").arg(root.label) : qsTr("Show %1").arg(root.label)
        visible: root.isProtected

        onClicked: root.toggleRequested(root.key)
    }
}
