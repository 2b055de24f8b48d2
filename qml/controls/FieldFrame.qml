// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The box around an input, with the ring that says where typing goes.
Rectangle {
    id: root

    required property bool focused
    property bool hovered: false
    property bool invalid: false

    border.color: root.invalid ? Theme.colours.danger : Theme.colours.outline
    border.width: Theme.hairline
    color: Theme.colours.surface
    radius: Theme.radiusControl

    FocusRing {
        gap: 0
        border.color: root.invalid ? Theme.colours.danger : Theme.colours.focus
        visible: root.focused
    }
}
