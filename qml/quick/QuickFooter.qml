// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What each key does.
RowLayout {
    id: root

    property string copyHint ///< why Enter does not copy; empty when it does

    spacing: Theme.space16

    ThemedText {
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.copyHint
        visible: text !== ""
    }

    KeyWords {
        //: A key, as it is printed on keyboards.
        keys: qsTr("Enter")
        visible: root.copyHint === ""
        //: What a key does, at the foot of the quick lookup
        words: qsTr("copy")
    }

    KeyWords {
        //: Keys, as they are printed on keyboards.
        keys: qsTr("Ctrl+Enter")
        //: What a key does, at the foot of the quick lookup
        words: qsTr("open")
    }

    KeyWords {
        keys: "↑ ↓"
        //: What a key does, at the foot of the quick lookup
        words: qsTr("move")
    }

    KeyWords {
        keys: "Esc"
        //: What a key does, at the foot of the quick lookup
        words: qsTr("close")
    }

    Item {
        Layout.fillWidth: true
    }
}
