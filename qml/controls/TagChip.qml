// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A word a secret is filed under, and the way to take it off.
Rectangle {
    id: root

    required property string text ///< as it is shown
    property bool removable: false
    readonly property real besides: Theme.space16 + Theme.space12 + Theme.space4 + (root.removable ? Theme.touch : 0)

    signal removeRequested

    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
    border.color: Theme.colours.hairline
    border.width: Theme.hairline
    color: Theme.colours.surface
    implicitHeight: Theme.touch
    implicitWidth: label.implicitWidth + root.besides
    radius: height / 2

    Row {
        anchors.centerIn: parent
        spacing: Theme.space4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.textTertiary
            size: Theme.space12
            symbol: "tag"
        }

        ThemedText {
            id: label

            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.textSecondary
            elide: Text.ElideRight
            font.pixelSize: Theme.caption
            text: root.text
            width: Math.min(implicitWidth, root.width - root.besides)
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
