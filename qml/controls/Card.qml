// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A quiet surface that groups what belongs together.
Rectangle {
    border.color: Theme.colours.hairline
    border.width: Theme.hairline
    color: Theme.colours.surface
    radius: Theme.radiusCard
}
