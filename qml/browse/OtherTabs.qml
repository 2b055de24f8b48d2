// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.People
import Coffret.Talk
import Coffret.Ui

/// What there is of a secret besides its details, each made when it is first looked at.
ColumnLayout {
    id: root

    required property BrowseViewModel browse
    readonly property string tab: root.browse.tab

    spacing: 0

    LazyItem {
        Layout.fillWidth: true
        shown: root.tab === "sharing"

        AccessPane {
            sharing: root.browse.sharing
        }
    }

    LazyItem {
        Layout.fillWidth: true
        shown: root.tab === "comments"

        CommentsPane {
            discussion: root.browse.discussion
        }
    }

    LazyItem {
        Layout.fillWidth: true
        shown: root.tab === "history"

        HistoryPane {
            history: root.browse.history
        }
    }

    LazyItem {
        Layout.fillWidth: true
        shown: root.tab === "activity"

        ActivityPane {
            discussion: root.browse.discussion
        }
    }
}
