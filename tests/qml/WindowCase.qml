// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest

/// Tests that drive a whole window, by the names of its parts.
TestCase {
    id: root

    required property Window window

    function find(name) {
        const content = root.window.contentItem;
        return findChild(content, name) || findChild(content.parent, name) || findChild(root.window, name);
    }

    function item(name) {
        const found = find(name);
        verify(found, name);
        return found;
    }

    function shown(name) {
        tryVerify(() => {
            const found = find(name);
            return found && found.visible && found.opened !== false;
        }, 5000, name);
        return item(name);
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter);
    }

    /// Tab until an item has the keyboard.
    function tabTo(name) {
        for (let i = 0; i < 25; ++i) {
            if (find(name) && find(name).activeFocus)
                return;
            keyClick(Qt.Key_Tab);
        }
        fail("no way to " + name);
    }

    /// Down to an entry of the menu that is open.
    function goInMenu(name) {
        tryVerify(() => find(name) && find(name).visible);
        for (let i = 0; i < 20 && !item(name).highlighted; ++i)
            keyClick(Qt.Key_Down);
        verify(item(name).highlighted, name);
    }

    function chooseInMenu(name) {
        goInMenu(name);
        keyClick(Qt.Key_Return);
    }
}
