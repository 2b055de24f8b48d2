// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A word a secret is filed under, and the way to take it off.
Rectangle {
    id: root

    required property string text
    property bool removable: false

    signal removeRequested

    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
    border.color: Theme.colours.hairline
    border.width: Theme.hairline
    color: Theme.colours.surface
    implicitHeight: Theme.touch
    implicitWidth: row.implicitWidth + Theme.space16
    radius: height / 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.textTertiary
            size: Theme.space12
            symbol: "tag"
        }

        ThemedText {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.text
        }

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconSize: Theme.space12
            implicitHeight: Theme.touch - Theme.space4
            implicitWidth: Theme.touch - Theme.space4
            symbol: "close"
            //: Name of the button that takes a tag off a secret. %1 is the tag
            text: qsTr("Remove tag %1").arg(root.text)
            visible: root.removable

            onClicked: root.removeRequested()
        }
    }
}
