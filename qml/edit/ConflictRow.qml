// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// One difference between two versions.
Item {
    id: root

    required property int index
    required property string label
    required property string mineText
    required property string theirsText
    required property bool isProtected
    required property bool revealed
    required property RevealedSecret mineSecret
    required property RevealedSecret theirsSecret
    required property bool mineAbsent
    required property bool theirsAbsent
    property bool last: true
    property bool revealable: true

    signal toggled

    implicitHeight: Math.max(mine.height, theirs.height) + words.height + Theme.space32

    ThemedText {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.label
        y: Theme.space12
    }

    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        implicitHeight: Theme.touch
        implicitWidth: Theme.touch
        symbol: root.revealed ? "eye-off" : "eye"
        //: Name of the button on a difference between two versions. %1 is the field's label
        text: root.revealed ? qsTr("Hide %1").arg(root.label) : qsTr("Show %1").arg(root.label)
        visible: root.isProtected && root.revealable
        y: Theme.space8

        onClicked: root.toggled()
    }

    ConflictSide {
        id: mine

        absent: root.mineAbsent
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.top: words.bottom
        anchors.topMargin: Theme.space4
        masked: root.isProtected && !root.revealed
        secret: root.mineSecret
        text: root.mineText
        width: root.width / 2 - Theme.space24
    }

    ConflictSide {
        id: theirs

        absent: root.theirsAbsent
        anchors.left: parent.horizontalCenter
        anchors.leftMargin: Theme.space8
        anchors.top: words.bottom
        anchors.topMargin: Theme.space4
        masked: root.isProtected && !root.revealed
        secret: root.theirsSecret
        text: root.theirsText
        width: root.width / 2 - Theme.space24
    }

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.hairline
        height: Theme.hairline
        visible: !root.last
        width: parent.width
    }
}
