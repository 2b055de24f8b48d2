// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Shapes

/// A thin ring that runs down: remaining goes from 1 to 0.
Item {
    id: root

    required property real remaining
    property color colour: Theme.colours.accent
    property color track: Theme.colours.pressed
    property int thickness: Theme.focusWidth

    Accessible.ignored: true
    implicitHeight: Theme.iconMedium
    implicitWidth: Theme.iconMedium

    Shape {
        anchors.fill: parent
        layer.enabled: true
        layer.samples: 4

        ShapePath {
            fillColor: "transparent"
            strokeColor: root.track
            strokeWidth: root.thickness

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: (root.width - root.thickness) / 2
                radiusY: (root.height - root.thickness) / 2
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            strokeColor: root.colour
            strokeWidth: root.thickness

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: (root.width - root.thickness) / 2
                radiusY: (root.height - root.thickness) / 2
                startAngle: -90
                sweepAngle: -360 * Math.max(0, Math.min(1, root.remaining))
            }
        }
    }
}
