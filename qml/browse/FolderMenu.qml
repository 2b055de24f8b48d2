// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What can be done with a folder of the tree.
Menu {
    id: root

    required property BrowseViewModel browse
    readonly property FoldersViewModel folders: root.browse.folders
    readonly property EnvironmentsViewModel environments: root.browse.environments

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
        height: visible ? implicitHeight : 0
        visible: root.environments.offeredInFolder
    }

    MenuItem {
        enabled: root.environments.offeredInFolder
        height: visible ? implicitHeight : 0
        objectName: "menuCompareFolder"
        symbol: "compare"
        //: Menu of an application or of one of its environments
        text: qsTr("Compare environments…")
        visible: root.environments.offeredInFolder

        onTriggered: root.environments.compareFolder()
    }

    MenuItem {
        enabled: root.environments.writeHint === ""
        height: visible ? implicitHeight : 0
        objectName: "menuNewInEnvironments"
        reason: root.environments.writeHint
        symbol: "plus"
        //: Menu of an application or of one of its environments
        text: qsTr("New secret in several environments…")
        visible: root.environments.offeredInFolder

        onTriggered: root.environments.newInFolder()
    }

    MenuItem {
        enabled: root.environments.importHint === ""
        height: visible ? implicitHeight : 0
        objectName: "menuImport"
        reason: root.environments.importHint
        symbol: "file"
        //: Menu of an application or of one of its environments
        text: qsTr("Import a .env file…")
        visible: root.environments.offeredInFolder

        onTriggered: root.environments.importFile()
    }

    MenuItem {
        enabled: root.environments.exportHint === ""
        height: visible ? implicitHeight : 0
        objectName: "menuExport"
        reason: root.environments.exportHint
        symbol: "lock"
        //: Menu of an application or of one of its environments
        text: qsTr("Export to an encrypted file…")
        visible: root.environments.offeredInFolder

        onTriggered: root.environments.exportFile()
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
        enabled: root.folders.canMove
        objectName: "menuMoveFolder"
        reason: root.folders.moveHint
        symbol: "move"
        //: Menu of a folder
        text: qsTr("Move to…")

        onTriggered: root.browse.moveFolder()
    }

    MenuItem {
        enabled: root.browse.exportHint === ""
        height: visible ? implicitHeight : 0
        objectName: "menuExportFolder"
        reason: root.browse.exportHint
        symbol: "file"
        //: Menu of a folder
        text: qsTr("Export…")
        visible: root.folders.targetId !== ""

        onTriggered: root.browse.exportFolder()
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
