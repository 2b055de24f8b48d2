// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One line of a file: its number, its name, what it comes to.
Item {
    id: root

    required property int index
    required property int number
    required property string name
    required property string words
    required property string reason
    required property string symbol
    required property bool bad

    //: What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to
    Accessible.name: qsTr("Line %1, %3: %2").arg(root.number).arg(root.words).arg(root.name)
    Accessible.description: root.reason
    Accessible.role: Accessible.ListItem
    implicitHeight: row.implicitHeight + Theme.space12
    objectName: "importLine_" + root.index

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space12

        ThemedText {
            Accessible.ignored: true
            Layout.preferredWidth: Theme.tile
            color: Theme.colours.textTertiary
            font.family: Theme.fixedFamily
            horizontalAlignment: Text.AlignRight
            text: String(root.number)
        }

        Icon {
            color: root.bad ? Theme.colours.danger : Theme.colours.textSecondary
            symbol: root.symbol
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            elide: Text.ElideMiddle
            font.family: Theme.fixedFamily
            text: root.name
        }

        ColumnLayout {
            Layout.maximumWidth: Theme.sidebarWidth
            Layout.preferredWidth: Theme.sidebarWidth
            spacing: 0

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: root.words
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                elide: Text.ElideNone
                font.pixelSize: Theme.caption
                text: root.reason
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
