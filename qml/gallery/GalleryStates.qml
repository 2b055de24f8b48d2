// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls

/// The same control in every state.
Flow {
    id: root

    property Component control
    property list<string> looks: ["normal", "hover", "focused", "pressed", "disabled"]

    spacing: Theme.space24

    Repeater {
        model: root.looks

        GalleryCell {
            required property string modelData

            control: root.control
            look: modelData
        }
    }
}
