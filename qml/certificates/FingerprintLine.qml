// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// A fingerprint of a certificate, to compare and to copy.
RowLayout {
    id: root

    required property string label
    required property string text
    property bool copyable: false

    signal copyRequested

    spacing: Theme.space8

    ColumnLayout {
        //: What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint
        Accessible.name: qsTr("Fingerprint %1: %2").arg(root.label).arg(root.text)
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        spacing: Theme.focusWidth

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            //: Label of a fingerprint. %1 is its kind, such as SHA-256
            text: qsTr("Fingerprint, %1").arg(root.label)
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideNone
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            text: root.text
            wrapMode: Text.WrapAnywhere
        }
    }

    IconButton {
        Layout.alignment: Qt.AlignTop
        objectName: "copyFingerprint_" + root.label
        symbol: "copy"
        //: Name of the button beside a fingerprint. %1 is its kind, such as SHA-256
        text: qsTr("Copy the fingerprint, %1").arg(root.label)
        visible: root.copyable

        onClicked: root.copyRequested()
    }
}
