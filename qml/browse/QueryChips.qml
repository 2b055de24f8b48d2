// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What the search asks for besides words, in words of the user's language.
Flow {
    id: root

    required property QueryChipModel chips

    signal removeRequested(int index)
    signal leaveRequested

    //: Accessible name of the row of chips below the search field
    Accessible.name: qsTr("What the search asks for")
    Accessible.role: Accessible.Grouping
    Keys.onEscapePressed: root.leaveRequested()
    spacing: Theme.space4

    Repeater {
        model: root.chips

        QueryChip {
            widest: root.width

            onRemoveRequested: index => root.removeRequested(index)
        }
    }
}
