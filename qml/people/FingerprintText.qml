// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// A fingerprint in groups of four, to be read aloud and compared; it can be selected and copied.
TextEdit {
    id: root

    property string caption ///< what a screen reader says before it

    Accessible.name: Phrases.labelled(root.caption, root.text)
    Accessible.role: Accessible.StaticText
    activeFocusOnTab: false
    color: Theme.colours.text
    font.family: Theme.fixedFamily
    font.pixelSize: Theme.body
    readOnly: true
    selectByMouse: true
    selectedTextColor: Theme.colours.accentInk
    selectionColor: Theme.colours.accent
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
}
