// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// What stands for a value that is not shown: always twelve dots, whatever its length.
Row {
    id: root

    readonly property int count: dots.count

    //: Spoken instead of a value that is masked
    Accessible.name: qsTr("Hidden")
    Accessible.role: Accessible.StaticText
    height: Theme.iconMedium
    spacing: Theme.space4

    Repeater {
        id: dots

        model: 12

        Rectangle {
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            color: Theme.colours.textSecondary
            height: Theme.radiusControl
            radius: width / 2
            width: Theme.radiusControl
        }
    }
}
