// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A soft shadow for what floats, from stacked rectangles: the same picture with and without a GPU.
Item {
    id: root

    required property real around

    component Layer: Rectangle {
        required property int reach
        required property real around

        anchors.bottomMargin: -Theme.space4 - reach
        anchors.fill: parent
        anchors.margins: -reach
        anchors.topMargin: Theme.space4 - reach
        color: Theme.colours.shadow
        radius: around + reach
    }

    anchors.fill: parent
    z: -1

    Layer {
        around: root.around
        reach: 0
    }

    Layer {
        around: root.around
        reach: 1
    }

    Layer {
        around: root.around
        reach: 2
    }

    Layer {
        around: root.around
        reach: 4
    }

    Layer {
        around: root.around
        reach: 6
    }

    Layer {
        around: root.around
        reach: 9
    }

    Layer {
        around: root.around
        reach: 12
    }
}
