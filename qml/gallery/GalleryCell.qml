// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// One control in one state, named below it. Whoever shows the gallery puts it into that state.
ColumnLayout {
    id: root

    required property string look ///< "normal", "hover", "focused", "pressed", "disabled" or any other name
    required property Component control
    readonly property Item shown: loader.item as Item

    spacing: Theme.space4

    Loader {
        id: loader

        enabled: root.look !== "disabled"
        sourceComponent: root.control
    }

    ThemedText {
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        text: root.look
    }
}
