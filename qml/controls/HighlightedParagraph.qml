// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// Words that wrap, in which some places stand out; never markup.
TextEdit {
    id: root

    property alias marks: places.marks ///< a start and a length for each place, in order

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    activeFocusOnPress: false
    color: Theme.colours.textSecondary
    font.family: Theme.family
    font.pixelSize: Theme.caption
    readOnly: true
    selectByMouse: false
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap

    TextMarks {
        id: places

        color: Theme.colours.accent
        document: root.textDocument
    }
}
