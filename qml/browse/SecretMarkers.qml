// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// What is worth knowing about a secret before it is opened.
Row {
    id: root

    required property bool favourite
    required property bool hasTotp
    required property bool checkedOut
    required property string attention

    spacing: Theme.space4

    Icon {
        color: Theme.colours.textTertiary
        symbol: "clock"
        visible: root.hasTotp
    }

    Icon {
        color: Theme.colours.accent
        symbol: "checkout"
        visible: root.checkedOut
    }

    Icon {
        color: Theme.colours.favourite
        symbol: "star-filled"
        visible: root.favourite
    }

    Icon {
        color: Theme.colours.warning
        symbol: "warning"
        visible: root.attention !== ""
    }
}
