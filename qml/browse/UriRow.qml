// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One address, opened in the browser on request.
RowLayout {
    id: root

    required property string modelData
    property string shortcut ///< that copies it, too
    property string openShortcut ///< that opens it, too
    property bool openable: false ///< in a browser

    signal copyRequested(string uri)
    signal openRequested(string uri)

    implicitHeight: Theme.iconButton
    spacing: Theme.space8

    Icon {
        color: Theme.colours.textTertiary
        symbol: root.openable ? "globe" : "link"
    }

    ThemedText {
        Layout.fillWidth: true
        elide: Text.ElideMiddle
        text: root.modelData
    }

    IconButton {
        objectName: "copyUri"
        shortcutText: root.shortcut
        symbol: "copy"
        //: Name of the button that copies an address. %1 is the address
        text: qsTr("Copy %1").arg(root.modelData)

        onClicked: root.copyRequested(root.modelData)
    }

    IconButton {
        objectName: "openUri"
        shortcutText: root.openShortcut
        symbol: "external"
        //: Name of the button that opens a web address. %1 is the address
        text: qsTr("Open %1 in the browser").arg(root.modelData)
        visible: root.openable

        onClicked: root.openRequested(root.modelData)
    }
}
