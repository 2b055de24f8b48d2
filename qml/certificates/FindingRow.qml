// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One thing that was found in a certificate, and what can be done about it.
RowLayout {
    id: root

    required property string key ///< its mood
    required property string label
    required property string hint

    Accessible.description: root.hint
    //: Said by a screen reader of what is wrong with a certificate
    Accessible.name: root.key === "bad" ? qsTr("Problem: %1").arg(root.label) : root.key === "warning" ? qsTr("Warning: %1").arg(root.label) : root.label
    Accessible.role: root.key === "bad" ? Accessible.AlertMessage : Accessible.StaticText
    objectName: "certificateFinding_" + root.key
    spacing: Theme.space8

    MoodIcon {
        Layout.alignment: Qt.AlignTop
        mood: root.key
    }

    ExplainedText {
        Layout.fillWidth: true
        explanation: root.hint
        text: root.label
    }
}
