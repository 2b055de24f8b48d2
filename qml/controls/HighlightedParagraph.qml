// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Words that wrap, with one emphasised stretch; never markup.
TextEdit {
    id: root

    property int matchStart: -1
    property int matchLength: 0

    function mark(): void {
        root.matchStart >= 0 && root.matchLength > 0 ? root.select(root.matchStart, root.matchStart + root.matchLength) : root.deselect();
    }

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    activeFocusOnPress: false
    color: Theme.colours.textSecondary
    font.family: Theme.family
    font.pixelSize: Theme.caption
    persistentSelection: true
    readOnly: true
    selectByMouse: false
    selectedTextColor: Theme.colours.accent
    selectionColor: Theme.colours.accentSoft
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap

    Component.onCompleted: root.mark()
    onMatchLengthChanged: root.mark()
    onMatchStartChanged: root.mark()
}
