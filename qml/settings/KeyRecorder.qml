// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// A key combination; pressing it listens for another one. Esc leaves it as it was, Del goes without.
Button {
    id: root

    required property string keys
    required property string label
    property bool listening: false

    signal cleared
    signal recorded(int key, int modifiers)

    function take(key: int, modifiers: int): void {
        const bare = (modifiers & ~Qt.KeypadModifier) === 0;
        root.listening = false;
        if (bare && (key === Qt.Key_Delete || key === Qt.Key_Backspace))
            root.cleared();
        else if (!bare || key !== Qt.Key_Escape)
            root.recorded(key, modifiers);
    }

    Accessible.name: Phrases.labelled(root.label, root.text)
    Keys.onPressed: event => {
        const alone = [Qt.Key_Control, Qt.Key_Shift, Qt.Key_Alt, Qt.Key_AltGr, Qt.Key_Meta, Qt.Key_Super_L, Qt.Key_Super_R].includes(event.key);
        const wanted = root.listening && event.key !== Qt.Key_Tab && event.key !== Qt.Key_Backtab;
        if (wanted && !alone)
            root.take(event.key, event.modifiers);
        event.accepted = wanted;
    }
    Keys.onShortcutOverride: event => event.accepted = root.listening
    Keys.priority: Keys.BeforeItem
    //: On the button that shows a key combination: it waits for another one; or there is none
    text: root.listening ? qsTr("Press the keys") : root.keys === "" ? qsTr("None") : root.keys

    onActiveFocusChanged: if (!activeFocus)
        root.listening = false
    onClicked: root.listening = !root.listening
}
