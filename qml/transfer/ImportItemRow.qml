// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One item of a file: its name, where it lies there, and what it comes to.
Item {
    id: root

    required property int index
    required property int number
    required property string name
    required property string place
    required property string words
    required property string reason
    required property string symbol
    required property bool bad

    //: What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to
    Accessible.name: qsTr("Item %1, %2: %3").arg(root.number).arg(root.name).arg(root.words)
    Accessible.description: Phrases.sentences([root.place, root.reason])
    Accessible.role: Accessible.ListItem
    implicitHeight: row.implicitHeight + Theme.space12
    objectName: "importItem_" + root.index

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space12

        Icon {
            Layout.alignment: Qt.AlignTop
            color: root.bad ? Theme.colours.danger : Theme.colours.textSecondary
            symbol: root.symbol
        }

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            spacing: 0

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                elide: Text.ElideRight
                text: root.name
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                elide: Text.ElideMiddle
                font.pixelSize: Theme.caption
                text: root.place
                visible: text !== ""
            }
        }

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
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
