// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Environments
import Coffret.People
import Coffret.Ui

/// The questions over the browser, each made when it is first asked.
Item {
    id: root

    required property BrowseViewModel browse

    signal lockRequested

    LazyItem {
        shown: root.browse.showcase.manner !== ShowcaseViewModel.Closed

        Item {
            ShowcaseSheet {
                detail: root.browse.detail
                showcase: root.browse.showcase

                onLockRequested: root.lockRequested()
            }
        }
    }

    LazyItem {
        shown: root.browse.typing.asking

        Item {
            TypeSheet {
                typing: root.browse.typing
            }
        }
    }

    LazyItem {
        shown: root.browse.actions.deleting

        Item {
            DeleteSheet {
                actions: root.browse.actions
                name: root.browse.detail.name
            }
        }
    }

    LazyItem {
        shown: root.browse.folders.question !== FoldersViewModel.None

        Item {
            FolderNameSheet {
                folders: root.browse.folders
            }

            FolderDeleteSheet {
                folders: root.browse.folders
            }
        }
    }

    LazyItem {
        shown: root.browse.folderSharing.stage !== SharingViewModel.Closed

        Item {
            AccessSheet {
                sharing: root.browse.folderSharing
            }
        }
    }

    LazyItem {
        shown: root.browse.bulk.sharing

        Item {
            BulkShareSheet {
                bulk: root.browse.bulk
            }
        }
    }

    LazyItem {
        shown: root.browse.move.place.asking

        Item {
            PlaceSheet {
                place: root.browse.move.place
            }
        }
    }

    LazyItem {
        shown: root.browse.checkOut.asking

        Item {
            AccessRequestSheet {
                checkOut: root.browse.checkOut
            }
        }
    }

    LazyItem {
        shown: root.browse.about.open

        Item {
            AboutSheet {
                about: root.browse.about
            }
        }
    }

    LazyItem {
        shown: root.browse.sealing.open

        Item {
            SealingSheet {
                sealing: root.browse.sealing
            }
        }
    }

    LazyItem {
        shown: root.browse.groups.open

        Item {
            GroupsSheet {
                groups: root.browse.groups
            }
        }
    }

    LazyItem {
        shown: root.browse.environments.comparison.open

        Item {
            ComparisonSheet {
                comparison: root.browse.environments.comparison
            }
        }
    }

    LazyItem {
        shown: root.browse.environments.setting.open

        Item {
            ValueSheet {
                setting: root.browse.environments.setting
            }
        }
    }

    LazyItem {
        shown: root.browse.environments.importing.stage !== EnvironmentImportViewModel.Closed

        Item {
            ImportSheet {
                importing: root.browse.environments.importing
            }
        }
    }

    LazyItem {
        shown: root.browse.environments.exporting.open

        Item {
            ExportSheet {
                exporting: root.browse.environments.exporting
            }

            ReadersSheet {
                readers: root.browse.environments.exporting.readers
            }
        }
    }

    LazyItem {
        shown: root.browse.job.active

        Item {
            JobSheet {
                job: root.browse.job
            }

            ReadersSheet {
                readers: root.browse.job.readers
            }
        }
    }
}
