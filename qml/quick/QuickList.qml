// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What the quick lookup found. The view-model moves the current row; this only shows it.
ListView {
    id: root

    required property QuickLookupViewModel lookup

    //: Name of the result list in the quick lookup
    Accessible.name: qsTr("Results")
    Accessible.role: Accessible.List
    clip: true
    currentIndex: root.lookup.currentIndex
    highlightMoveDuration: 0
    interactive: false
    keyNavigationEnabled: false
    model: root.lookup.results
    section.delegate: SimilarHeading {
        leftPadding: Theme.space12
        width: ListView.view.width
    }
    section.property: "similar"

    delegate: QuickRow {
        readonly property QuickList quickList: ListView.view as QuickList

        highlighted: ListView.isCurrentItem
        width: quickList.width

        onClicked: quickList.lookup.activateAt(index)
    }
}
