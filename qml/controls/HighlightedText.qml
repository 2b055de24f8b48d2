// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// A line in which some places stand out. Names come from other people and are never markup.
MarkedLine {
    Accessible.name: text
    Accessible.role: Accessible.StaticText
    alignRight: LayoutMirroring.enabled
    color: Theme.colours.text
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: Font.Medium
    markColor: Theme.colours.accent
}
