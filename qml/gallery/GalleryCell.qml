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
    property Item shown: null

    spacing: Theme.space4

    Component.onCompleted: root.shown = root.control.createObject(holder) as Item

    Item {
        id: holder

        enabled: root.look !== "disabled"
        implicitHeight: root.shown ? Math.max(root.shown.height, root.shown.implicitHeight) : 0
        implicitWidth: root.shown ? Math.max(root.shown.width, root.shown.implicitWidth) : 0
    }

    ThemedText {
        color: Theme.colours.textTertiary
        font.pixelSize: Theme.caption
        text: root.look
    }
}
