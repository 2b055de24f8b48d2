// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// All of its parent, while a file is held over it.
DropArea {
    id: root

    signal fileDropped(string file)

    keys: ["text/uri-list"]
    objectName: "dropTarget"

    onDropped: drop => {
        if (drop.urls.length === 1)
            root.fileDropped(String(drop.urls[0]));
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.space12
        border.color: Theme.colours.accent
        border.width: Theme.focusWidth
        color: Theme.faded(Theme.colours.window, 0.92)
        objectName: "dropHint"
        radius: Theme.radiusPalette
        visible: root.containsDrag

        ColumnLayout {
            anchors.centerIn: parent
            spacing: Theme.space12

            Icon {
                Layout.alignment: Qt.AlignHCenter
                color: Theme.colours.accent
                size: Theme.tileLarge
                symbol: "file"
            }

            ThemedText {
                Layout.alignment: Qt.AlignHCenter
                font.pixelSize: Theme.emphasis
                font.weight: Font.DemiBold
                //: Across a window or sheet while a file is dragged over it
                text: qsTr("Drop the file to use it")
            }
        }
    }
}
