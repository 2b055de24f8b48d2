// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Whether something is as it should be. The words stand beside it.
Icon {
    id: root

    required property string mood ///< "good", "note", "warning" or "bad"
    readonly property color ink: root.mood === "good" ? Theme.colours.success : root.mood === "warning" ? Theme.colours.warning : root.mood === "bad" ? Theme.colours.danger : Theme.colours.textSecondary

    color: root.ink
    size: Theme.iconSmall
    symbol: root.mood === "good" ? "check" : root.mood === "warning" ? "warning" : root.mood === "bad" ? "error" : "info"
}
