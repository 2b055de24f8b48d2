// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// Buttons beside each other, and below each other where there is no room: in a layout, as wide as they need, at most
/// available.
Flow {
    id: root

    required property real available
    readonly property real inOneLine: root.measured()

    function measured(): real {
        let sum = 0;
        for (let i = 0; i < root.visibleChildren.length; ++i)
            sum += root.visibleChildren[i].width + (i > 0 ? root.spacing : 0);
        return Math.ceil(sum);
    }

    Layout.maximumWidth: root.inOneLine
    Layout.preferredWidth: Math.min(root.inOneLine, root.available)
    spacing: Theme.space8
}
