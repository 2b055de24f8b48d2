// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// How far the setup is, as a row of dashes.
Row {
    id: root

    required property int reached ///< steps up to this one, counted from 0
    required property int count

    component Mark: Rectangle {
        required property int index

        color: Theme.colours.accent
        height: Theme.space4
        opacity: index <= (parent as StepMarks)?.reached ? 1 : 0.25
        radius: height / 2
        width: Theme.space24
    }

    //: Accessible name of the setup's progress. %1 and %2 are numbers
    Accessible.name: qsTr("Step %1 of %2").arg(root.reached + 1).arg(root.count)
    Accessible.role: Accessible.ProgressBar
    spacing: Theme.space4

    Repeater {
        model: root.count

        Mark {
        }
    }
}
