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

    /// A button that has no room in one line takes two.
    function fit(): void {
        for (let i = 0; i < root.children.length; ++i) {
            const child = root.children[i];
            if (child.implicitWidth > 0)
                child.width = Qt.binding(() => Math.min(child.implicitWidth, root.available));
        }
    }

    Layout.maximumWidth: root.inOneLine
    Layout.preferredWidth: Math.min(root.inOneLine, root.available)
    spacing: Theme.space8

    onChildrenChanged: root.fit()
}
