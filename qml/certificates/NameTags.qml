// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The names a certificate is for: a few, then all.
ColumnLayout {
    id: root

    required property CertificateCard certificate

    spacing: Theme.space4
    visible: root.certificate.names.length > 0

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        //: Label above the host names, addresses and so on that a certificate is for
        text: qsTr("Valid for")
    }

    Flow {
        //: What a screen reader says of the names a certificate is for. %1 is a list of names
        Accessible.name: qsTr("Valid for %1").arg(root.certificate.namesText)
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        objectName: "certificateNames"
        spacing: Theme.space4

        Repeater {
            model: root.certificate.names

            NameTag {
                widest: root.width
            }
        }

        Button {
            implicitHeight: Theme.touch
            kind: Button.Quiet
            objectName: "moreNames"
            //: Button below the first names a certificate is for. %n is how many more there are
            text: qsTr("and %n more", "", root.certificate.hiddenNames)
            visible: root.certificate.hiddenNames > 0

            onClicked: root.certificate.showAllNames()
        }
    }
}
