// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What there is of a secret besides its details, each made when it is first looked at.
ColumnLayout {
    id: root

    required property BrowseViewModel browse
    readonly property string tab: root.browse.tab

    spacing: 0

    LazyItem {
        Layout.fillWidth: true
        properties: ({
                "sharing": root.browse.sharing
            })
        shown: root.tab === "sharing"
        source: Qt.resolvedUrl("../People/AccessPane.qml")
    }

    LazyItem {
        Layout.fillWidth: true
        properties: ({
                "discussion": root.browse.discussion
            })
        shown: root.tab === "comments"
        source: Qt.resolvedUrl("../Talk/CommentsPane.qml")
    }

    LazyItem {
        Layout.fillWidth: true
        properties: ({
                "history": root.browse.history
            })
        shown: root.tab === "history"
        source: Qt.resolvedUrl("../Talk/HistoryPane.qml")
    }

    LazyItem {
        Layout.fillWidth: true
        properties: ({
                "discussion": root.browse.discussion
            })
        shown: root.tab === "activity"
        source: Qt.resolvedUrl("../Talk/ActivityPane.qml")
    }
}
