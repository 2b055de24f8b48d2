// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// What can be done with the secret that was chosen in the quick lookup.
ListView {
    id: root

    required property QuickLookupViewModel lookup

    //: Name of the list of what can be done with a secret, in the quick lookup
    Accessible.name: qsTr("Actions")
    Accessible.role: Accessible.List
    clip: true
    currentIndex: root.lookup.currentIndex
    highlightMoveDuration: 0
    interactive: false
    keyNavigationEnabled: false
    model: root.lookup.actions

    delegate: QuickAction {
        readonly property QuickActions quickActions: ListView.view as QuickActions

        highlighted: ListView.isCurrentItem
        width: quickActions.width

        onClicked: quickActions.lookup.activateAt(index)
    }
}
