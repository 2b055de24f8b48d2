// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// One version of one value.
Item {
    id: root

    required property string text
    required property RevealedSecret secret
    required property bool masked
    required property bool absent

    height: Math.max(Theme.iconMedium, root.absent ? nothing.implicitHeight : root.masked ? 0 : root.secret ? value.implicitHeight : plain.implicitHeight)

    ThemedText {
        id: nothing

        color: Theme.colours.textTertiary
        font.italic: true
        //: In place of a value that one of two versions does not have
        text: qsTr("empty")
        visible: root.absent
        width: parent.width
    }

    MaskDots {
        anchors.left: parent.left
        visible: root.masked && !root.absent
    }

    SecretText {
        id: value

        alignRight: LayoutMirroring.enabled
        color: Theme.colours.text
        digitColor: Theme.colours.digit
        fontFamily: Theme.fixedFamily
        pixelSize: Theme.body
        secret: root.secret
        symbolColor: Theme.colours.symbol
        visible: !root.masked && !root.absent
        width: parent.width
    }

    ThemedText {
        id: plain

        elide: Text.ElideNone
        text: root.text
        visible: !root.masked && !root.absent && !root.secret
        width: parent.width
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
    }
}
