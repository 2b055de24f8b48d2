// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What can be done with a folder of the tree.
Menu {
    id: root

    required property BrowseViewModel browse
    readonly property FoldersViewModel folders: root.browse.folders

    MenuItem {
        enabled: root.browse.canCreate
        objectName: "menuNewSecret"
        reason: root.browse.createHint
        symbol: "plus"
        //: Menu of a folder
        text: qsTr("New secret here")

        onTriggered: root.browse.newSecret()
    }

    MenuItem {
        enabled: root.folders.canCreate
        objectName: "menuNewFolder"
        reason: root.folders.changeHint
        symbol: "folder-plus"
        //: Menu of a folder, or of the top of the tree
        text: qsTr("New folder…")

        onTriggered: root.folders.askForNew()
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: root.folders.canShare
        objectName: "menuShareFolder"
        reason: root.folders.shareHint
        symbol: "share"
        //: Menu of a folder
        text: qsTr("Share…")

        onTriggered: root.browse.shareFolder()
    }

    MenuItem {
        enabled: root.folders.canChange
        objectName: "menuRenameFolder"
        reason: root.folders.changeHint
        symbol: "edit"
        //: Menu of a folder
        text: qsTr("Rename…")

        onTriggered: root.folders.askForOtherName()
    }

    MenuItem {
        enabled: root.folders.canChange
        objectName: "menuMoveFolder"
        reason: root.folders.changeHint
        symbol: "move"
        //: Menu of a folder
        text: qsTr("Move to…")

        onTriggered: root.browse.moveFolder()
    }

    MenuItem {
        enabled: root.folders.canChange
        objectName: "menuDeleteFolder"
        reason: root.folders.changeHint
        symbol: "trash"
        //: Menu of a folder
        text: qsTr("Delete…")

        onTriggered: root.folders.askToDelete()
    }
}
