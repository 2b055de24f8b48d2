// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The time a certificate is valid, how much of it is over, and what that means in words.
ColumnLayout {
    id: root

    required property CertificateCard certificate

    //: What a screen reader says of a certificate's time. %1 is a sentence such as "Valid until 3 Mar 2027", %2 and %3 are days
    Accessible.name: qsTr("%1, from %2 to %3").arg(root.certificate.validity).arg(root.certificate.begins).arg(root.certificate.ends)
    Accessible.role: Accessible.StaticText
    objectName: "validityBar"
    spacing: Theme.space4

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        MoodIcon {
            id: icon

            mood: root.certificate.validityMood
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: root.certificate.validityMood === "good" ? Theme.colours.text : icon.ink
            font.weight: Font.DemiBold
            objectName: "validityText"
            text: root.certificate.validity
        }
    }

    Rectangle {
        Layout.fillWidth: true
        color: Theme.colours.hairline
        implicitHeight: Theme.radiusControl
        radius: height / 2

        Rectangle {
            anchors.left: parent.left
            color: icon.ink
            height: parent.height
            objectName: "elapsed"
            radius: height / 2
            width: Math.max(parent.height, parent.width * root.certificate.elapsed)
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.certificate.begins
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.certificate.ends
        }
    }
}
