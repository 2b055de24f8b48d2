// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The ring around what has the keyboard. Sits outside its parent by default.
Rectangle {
    id: root

    property int gap: Theme.focusWidth
    property real around: Theme.radiusControl

    anchors.fill: parent
    anchors.margins: -root.gap
    border.color: Theme.colours.focus
    border.width: Theme.focusWidth
    color: "transparent"
    radius: Math.max(0, root.around + root.gap)
    visible: false
}
