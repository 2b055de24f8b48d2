// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Where a secret is used. Only web addresses open; anything else is text.
Card {
    id: root

    required property DetailViewModel detail

    implicitHeight: column.implicitHeight + Theme.space24

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            //: Label above the web addresses of a secret
            text: qsTr("Addresses")
        }

        LayoutRepeater {
            model: root.detail.uris

            UriRow {
                required property int index

                Layout.fillWidth: true
                note: root.detail.addressNote(modelData)
                openable: root.detail.opens(modelData)
                openShortcut: modelData === root.detail.webAddress ? "Ctrl+Shift+U" : ""
                shortcut: index === 0 ? "Ctrl+U" : ""
                shown: root.detail.shownAddress(modelData)

                onCopyRequested: uri => root.detail.copyUri(uri)
                onOpenRequested: uri => root.detail.openUri(uri)
            }
        }
    }
}
