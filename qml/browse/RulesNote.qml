// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What an administrator keeps from the user, below the fields it concerns.
RowLayout {
    id: root

    required property string revealHint
    required property string copyHint
    readonly property string text: Phrases.sentences([root.revealHint, root.copyHint])

    objectName: "rulesNote"
    spacing: Theme.space8

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.leftMargin: Theme.space16
        color: Theme.colours.textTertiary
        symbol: "lock"
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        elide: Text.ElideNone
        font.pixelSize: Theme.caption
        text: root.text
        wrapMode: Text.Wrap
    }
}
