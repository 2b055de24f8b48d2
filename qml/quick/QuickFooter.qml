// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What each key does.
RowLayout {
    id: root

    spacing: Theme.space16

    KeyWords {
        keys: "Enter"
        //: What a key does, at the foot of the quick lookup
        words: qsTr("copy")
    }

    KeyWords {
        keys: "Ctrl+Enter"
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
