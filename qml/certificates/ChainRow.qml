// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One certificate of a chain, below the one it signed.
RowLayout {
    id: root

    required property int index
    required property string key ///< its mood
    required property string label
    required property string hint

    //: What a screen reader says of a certificate in a chain. %1 is its place, %2 a sentence about it, %3 its name
    Accessible.name: qsTr("%1: %3, %2").arg(root.index + 1).arg(root.hint).arg(root.label)
    Accessible.role: Accessible.ListItem
    objectName: "chainRow"
    spacing: Theme.space8

    ThemedText {
        Accessible.ignored: true
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Theme.iconSmall
        color: Theme.colours.textSecondary
        horizontalAlignment: Text.AlignHCenter
        text: Number(root.index + 1).toLocaleString(Qt.locale(), "f", 0)
    }

    ExplainedText {
        Layout.fillWidth: true
        explanation: root.hint
        text: root.label
    }

    MoodIcon {
        Layout.alignment: Qt.AlignTop
        mood: root.key
        visible: root.key !== "good"
    }
}
