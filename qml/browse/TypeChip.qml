// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One filter of the row above the list. The row is one stop of Tab.
Chip {
    id: root

    required property string current ///< type that is chosen in the row
    property string type ///< "" for all

    signal chosen(string type)

    activeFocusOnTab: root.checked || root.activeFocus
    checked: root.current === root.type
    objectName: "filter_" + root.type
    symbol: root.type

    onClicked: root.chosen(root.checked ? "" : root.type)
}
