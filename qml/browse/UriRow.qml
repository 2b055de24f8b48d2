// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One address, opened in the browser on request, and below it what to know of it before.
ColumnLayout {
    id: root

    required property string modelData
    property string shown: root.modelData ///< as it may be read
    property string note
    property string shortcut ///< that copies it, too
    property string openShortcut ///< that opens it, too
    property bool openable: false ///< in a browser

    signal copyRequested(string uri)
    signal openRequested(string uri)

    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.iconButton
        spacing: Theme.space8

        Icon {
            color: Theme.colours.textTertiary
            symbol: root.openable ? "globe" : "link"
        }

        ThemedText {
            Layout.fillWidth: true
            elide: Text.ElideMiddle
            objectName: "address"
            text: root.shown
        }

        IconButton {
            objectName: "copyUri"
            shortcutText: root.shortcut
            symbol: "copy"
            //: Name of the button that copies an address. %1 is the address
            text: qsTr("Copy %1").arg(root.shown)

            onClicked: root.copyRequested(root.modelData)
        }

        IconButton {
            objectName: "openUri"
            shortcutText: root.openShortcut
            symbol: "external"
            //: Name of the button that opens a web address. %1 is the address
            text: qsTr("Open %1 in the browser").arg(root.shown)
            visible: root.openable

            onClicked: root.openRequested(root.modelData)
        }
    }

    ThemedText {
        Layout.bottomMargin: Theme.space4
        Layout.fillWidth: true
        Layout.leftMargin: Theme.iconSmall + Theme.space8
        color: Theme.colours.warning
        font.pixelSize: Theme.caption
        objectName: "addressNote"
        text: root.note
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
