// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Words in the system's font, one line, never markup. Said to assistive technology, unless what they stand in says it.
Text {
    Accessible.ignored: text === ""
    Accessible.name: text
    Accessible.role: Accessible.StaticText
    color: Theme.colours.text
    elide: Text.ElideRight
    font.family: Theme.family
    font.pixelSize: Theme.body
    horizontalAlignment: Text.AlignLeft // the side where reading begins, whatever alphabet the words are in
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
