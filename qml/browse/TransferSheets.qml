// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The questions about files of other programs, each made when it is first asked.
Item {
    id: root

    required property BrowseViewModel browse

    LazyItem {
        properties: ({
                "importing": root.browse.importing
            })
        shown: root.browse.importing.stage !== ImportViewModel.Closed
        source: Qt.resolvedUrl("../Transfer/ImportFileSheet.qml")
    }

    LazyItem {
        properties: ({
                "place": root.browse.importing.placing
            })
        shown: root.browse.importing.placing.asking
        source: Qt.resolvedUrl("../People/PlaceSheet.qml")
    }

    LazyItem {
        properties: ({
                "readers": root.browse.importing.readers
            })
        shown: root.browse.importing.readers.asking
        source: Qt.resolvedUrl("../People/ReadersSheet.qml")
    }

    LazyItem {
        properties: ({
                "exporting": root.browse.exporting
            })
        shown: root.browse.exporting.open
        source: Qt.resolvedUrl("../Transfer/ExportFileSheet.qml")
    }

    LazyItem {
        properties: ({
                "readers": root.browse.exporting.recipients.readers
            })
        shown: root.browse.exporting.recipients.readers.asking
        source: Qt.resolvedUrl("../People/ReadersSheet.qml")
    }
}
