// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What the command palette found. The view-model moves the current row; this only shows it.
ListView {
    id: root

    required property PaletteViewModel palette

    //: Name of the list in the command palette
    Accessible.name: qsTr("Commands and places")
    Accessible.role: Accessible.List
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: root.palette.currentIndex
    highlightMoveDuration: 0
    keyNavigationEnabled: false
    model: root.palette.rows
    objectName: "paletteList"

    delegate: PaletteRow {
        readonly property PaletteList list: ListView.view as PaletteList

        count: list.count
        highlighted: ListView.isCurrentItem
        width: list.width

        onClicked: list.palette.activateAt(index)
    }

    ScrollBar.vertical: ScrollBar {
    }
}
