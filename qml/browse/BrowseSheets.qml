// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The questions over the browser, each made when it is first asked.
Item {
    id: root

    required property AppViewModel app
    readonly property BrowseViewModel browse: root.app.browse

    LazyItem {
        properties: ({
                "app": root.app,
                "detail": root.browse.detail,
                "showcase": root.browse.showcase
            })
        shown: root.browse.showcase.manner !== ShowcaseViewModel.Closed
        source: Qt.resolvedUrl("ShowcaseSheet.qml")
    }

    LazyItem {
        properties: ({
                "typing": root.browse.typing
            })
        shown: root.browse.typing.asking
        source: Qt.resolvedUrl("TypeSheet.qml")
    }

    LazyItem {
        properties: ({
                "actions": root.browse.actions,
                "detail": root.browse.detail
            })
        shown: root.browse.actions.deleting
        source: Qt.resolvedUrl("../People/DeleteSheet.qml")
    }

    LazyItem {
        properties: ({
                "folders": root.browse.folders
            })
        shown: root.browse.folders.question !== FoldersViewModel.None
        source: Qt.resolvedUrl("../People/FolderNameSheet.qml")
    }

    LazyItem {
        properties: ({
                "folders": root.browse.folders
            })
        shown: root.browse.folders.question !== FoldersViewModel.None
        source: Qt.resolvedUrl("../People/FolderDeleteSheet.qml")
    }

    LazyItem {
        properties: ({
                "sharing": root.browse.folderSharing
            })
        shown: root.browse.folderSharing.stage !== SharingViewModel.Closed
        source: Qt.resolvedUrl("../People/AccessSheet.qml")
    }

    LazyItem {
        properties: ({
                "bulk": root.browse.bulk
            })
        shown: root.browse.bulk.sharing
        source: Qt.resolvedUrl("../People/BulkShareSheet.qml")
    }

    LazyItem {
        properties: ({
                "place": root.browse.move.place
            })
        shown: root.browse.move.place.asking
        source: Qt.resolvedUrl("../People/PlaceSheet.qml")
    }

    LazyItem {
        properties: ({
                "checkOut": root.browse.checkOut
            })
        shown: root.browse.checkOut.asking
        source: Qt.resolvedUrl("AccessRequestSheet.qml")
    }

    LazyItem {
        properties: ({
                "about": root.browse.about
            })
        shown: root.browse.about.open
        source: Qt.resolvedUrl("AboutSheet.qml")
    }

    LazyItem {
        properties: ({
                "sealing": root.browse.sealing
            })
        shown: root.browse.sealing.open
        source: Qt.resolvedUrl("../People/SealingSheet.qml")
    }

    LazyItem {
        properties: ({
                "groups": root.browse.groups
            })
        shown: root.browse.groups.open
        source: Qt.resolvedUrl("../People/GroupsSheet.qml")
    }

    LazyItem {
        properties: ({
                "comparison": root.browse.environments.comparison
            })
        shown: root.browse.environments.comparison.open
        source: Qt.resolvedUrl("../Environments/ComparisonSheet.qml")
    }

    LazyItem {
        properties: ({
                "setting": root.browse.environments.setting
            })
        shown: root.browse.environments.setting.open
        source: Qt.resolvedUrl("../Environments/ValueSheet.qml")
    }

    LazyItem {
        properties: ({
                "importing": root.browse.environments.importing
            })
        shown: root.browse.environments.importing.stage !== EnvironmentImportViewModel.Closed
        source: Qt.resolvedUrl("../Environments/ImportSheet.qml")
    }

    LazyItem {
        properties: ({
                "exporting": root.browse.environments.exporting
            })
        shown: root.browse.environments.exporting.open
        source: Qt.resolvedUrl("../Environments/ExportSheet.qml")
    }

    LazyItem {
        properties: ({
                "readers": root.browse.environments.exporting.readers
            })
        shown: root.browse.environments.exporting.open
        source: Qt.resolvedUrl("../People/ReadersSheet.qml")
    }

    TransferSheets {
        browse: root.browse
    }

    LazyItem {
        properties: ({
                "job": root.browse.job
            })
        shown: root.browse.job.active
        source: Qt.resolvedUrl("../People/JobSheet.qml")
    }

    LazyItem {
        properties: ({
                "readers": root.browse.job.readers
            })
        shown: root.browse.job.active
        source: Qt.resolvedUrl("../People/ReadersSheet.qml")
    }
}
