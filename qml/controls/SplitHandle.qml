// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// The hairline between two panes, easy to catch and quiet until it is.
Rectangle {
    id: root

    readonly property bool engaged: T.SplitHandle.hovered || T.SplitHandle.pressed

    color: root.engaged ? Theme.colours.accent : Theme.colours.hairline
    implicitHeight: Theme.hairline
    implicitWidth: Theme.hairline

    containmentMask: Item {
        height: root.height
        width: Theme.space8
        x: (root.width - width) / 2
    }
}
