// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test

/// The command palette and the keys of the main window.
WindowCase {
    id: root

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.addAccount("umbrella", "Umbrella");
        verify(stage.openAll());
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        tryVerify(() => find("searchField") && find("searchField").visible);
        stage.app.browse.selectAccount("acme");
        stage.app.browse.selectSecret("");
        keyClick(Qt.Key_F, Qt.ControlModifier);
        tryCompare(item("searchField"), "activeFocus", true);
    }

    function openPalette() {
        keyClick(Qt.Key_K, Qt.ControlModifier);
        shown("commandPalette");
        tryCompare(item("paletteField"), "activeFocus", true);
    }

    name: "Palette"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_opens_and_gives_the_keyboard_back() {
        openPalette();
        type("lo");
        compare(stage.app.palette.query, "lo");
        keyClick(Qt.Key_Escape);
        tryCompare(item("commandPalette"), "visible", false);
        tryCompare(item("searchField"), "activeFocus", true);
        openPalette();
        compare(item("paletteField").text, "");
        keyClick(Qt.Key_Escape);
    }

    function test_gives_the_ring_back_with_the_keyboard() {
        stage.app.browse.selectSecret(stage.signedSecret);
        const card = item("fieldCard_password");
        const openers = [() => keyClick(Qt.Key_K, Qt.ControlModifier), () => keyClick(Qt.Key_Slash, Qt.ControlModifier), () => keyClick(Qt.Key_Comma, Qt.ControlModifier)];
        for (const reason of [Qt.TabFocusReason, Qt.MouseFocusReason]) {
            for (const open of openers) {
                item("searchField").forceActiveFocus();
                card.forceActiveFocus(reason);
                open();
                tryVerify(() => !card.activeFocus);
                keyClick(Qt.Key_Escape);
                tryVerify(() => card.activeFocus);
                compare(card.visualFocus, reason === Qt.TabFocusReason);
            }
        }
        const button = item("orderButton");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        tryCompare(button.menu, "opened", true);
        keyClick(Qt.Key_Escape);
        tryCompare(button, "visualFocus", true);
    }

    function test_shows_twelve_rows_at_most() {
        openPalette();
        const list = item("paletteList");
        verify(list.count > 30);
        verify(list.height <= 12 * Theme.controlLarge);
        compare(item("commandPalette").width, Theme.paletteWidth);
        verify(list.contentItem.children.length < 30); // the others are not made
        keyClick(Qt.Key_End);
        compare(list.currentIndex, list.count - 1);
        verify(list.currentItem.y + list.currentItem.height <= list.contentY + list.height + 1);
        keyClick(Qt.Key_Home);
        compare(list.currentIndex, 0);
        keyClick(Qt.Key_PageDown);
        verify(list.currentIndex > 5);
        keyClick(Qt.Key_Up);
        keyClick(Qt.Key_PageUp);
        compare(list.currentIndex, 0);
        keyClick(Qt.Key_Up);
        compare(list.currentIndex, list.count - 1);
        keyClick(Qt.Key_Escape);
    }

    function test_runs_what_enter_is_pressed_on() {
        openPalette();
        type("keyboard short");
        keyClick(Qt.Key_Return);
        tryCompare(item("commandPalette"), "visible", false);
        shown("keySheet");
        tryCompare(item("keySearch"), "activeFocus", true);
        keyClick(Qt.Key_Escape);
        tryCompare(item("keySheet"), "visible", false);
    }

    function test_goes_to_a_folder() {
        const folder = stage.app.browse.sidebar.data(stage.app.browse.sidebar.index(stage.app.browse.sidebar.count - 1, 0), Qt.UserRole + 2);
        openPalette();
        type(folder);
        keyClick(Qt.Key_Return);
        tryCompare(item("secretList"), "activeFocus", true);
        verify(stage.app.browse.title !== "All secrets");
    }

    function test_moves_the_keyboard_where_a_command_says() {
        openPalette();
        type("go to the tree");
        keyClick(Qt.Key_Return);
        tryCompare(item("sidebar"), "activeFocus", true);
    }

    function test_says_why_not() {
        openPalette();
        type("edit");
        const list = item("paletteList");
        tryVerify(() => list.count > 0);
        let row = list.itemAtIndex(0);
        for (let i = 0; i < list.count && row.name !== "Edit"; ++i)
            row = list.itemAtIndex(i);
        compare(row.name, "Edit");
        compare(row.possible, false);
        verify(stage.accessibleTexts(row).some(text => text.includes("No secret is chosen") && text.includes(" of ")));
        keyClick(Qt.Key_Escape);
    }

    function test_tells_a_screen_reader_where_one_is() {
        openPalette();
        type("lock");
        verify(item("paletteField").Accessible.description.startsWith("Lock, Ctrl+L"));
        verify(stage.accessibleTexts(item("paletteList")).includes("Commands and places"));
        compare(stage.namelessFocusables(item("commandPalette").contentItem), []);
        keyClick(Qt.Key_Escape);
    }

    function test_nothing_is_called_that() {
        openPalette();
        type("qqqq");
        tryCompare(item("paletteStatus"), "visible", true);
        keyClick(Qt.Key_Return);
        compare(item("commandPalette").visible, true);
        keyClick(Qt.Key_Escape);
    }

    function test_keys_of_the_window_data() {
        return [{
                "tag": "F1",
                "key": Qt.Key_F1,
                "focus": "sidebar"
            }, {
                "tag": "F2",
                "key": Qt.Key_F2,
                "focus": "secretList"
            }, {
                "tag": "F3",
                "key": Qt.Key_F3,
                "focus": "searchField"
            }];
    }

    function test_keys_of_the_window(row) {
        keyClick(row.key === Qt.Key_F3 ? Qt.Key_F1 : Qt.Key_F3);
        keyClick(row.key);
        tryCompare(item(row.focus), "activeFocus", true);
    }

    function test_a_slash_searches_but_can_be_typed() {
        keyClick(Qt.Key_F1);
        tryCompare(item("sidebar"), "activeFocus", true);
        keyClick("/");
        tryCompare(item("searchField"), "activeFocus", true);
        item("searchField").text = "";
        keyClick("/");
        compare(item("searchField").text, "/");
        item("searchField").text = "";
    }

    /// What stands on the caps in an item.
    function caps(top) {
        let found = top.toString().startsWith("KeyHint") ? [top.keys] : [];
        for (let i = 0; i < top.children.length; ++i)
            found = found.concat(caps(top.children[i]));
        return found;
    }

    function test_each_key_has_its_cap() {
        keyClick(Qt.Key_Slash, Qt.ControlModifier);
        shown("keySheet");
        const all = caps(item("keySheet").contentItem);
        for (const key of ["Ctrl+F", "F3", "/", "Ctrl+Y", "Ctrl+D", "Ctrl+Shift+U", "Alt+1 … 8", "*", "→"])
            verify(all.includes(key), key + " is not in " + all);
        verify(all.every(key => !key.includes("  ")), all);
        keyClick(Qt.Key_Escape);
        tryCompare(item("keySheet"), "visible", false);
    }

    function test_the_list_of_keys() {
        keyClick(Qt.Key_Slash, Qt.ControlModifier);
        const sheet = shown("keySheet");
        tryCompare(item("keySearch"), "activeFocus", true);
        verify(stage.accessibleTexts(item("keySearch")).includes("Sync, Ctrl+R, F5"));
        type("copy");
        tryVerify(() => !stage.accessibleTexts(item("keySearch")).includes("Sync, Ctrl+R, F5"));
        verify(stage.accessibleTexts(item("keySearch")).includes("Copy user name, Ctrl+B"));
        keyClick(Qt.Key_N, Qt.ControlModifier); // not from behind a sheet
        compare(stage.app.browse.editor.active, false);
        keyClick(Qt.Key_Escape); // clears
        keyClick(Qt.Key_Escape);
        tryCompare(sheet, "visible", false);
    }
}
