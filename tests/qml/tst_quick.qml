// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Quick
import Coffret.Test

/// The palette by keyboard.
TestCase {
    id: root

    function item(name) {
        const found = findChild(palette.contentItem, name);
        verify(found, name);
        return found;
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
    }

    function init() {
        stage.lookup.show();
        tryCompare(palette, "visible", true);
        tryCompare(item("quickField"), "activeFocus", true);
    }

    function cleanup() {
        stage.lookup.hide();
        tryCompare(palette, "visible", false);
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter);
    }

    name: "Quick"
    when: palette.ready

    Stage {
        id: stage
    }

    Component {
        id: anotherWindow

        Window {
            height: 100
            width: 100
        }
    }

    QuickLookup {
        id: palette

        property bool ready: true

        lookup: stage.lookup
    }

    function test_closed_by_the_window_manager() {
        palette.close();
        tryCompare(palette, "visible", false);
        compare(stage.lookup.active, false);
        stage.lookup.show();
        tryCompare(palette, "visible", true);
    }

    /// gpg's question for a passphrase takes the keyboard, and the palette stays. Asked for again, it comes forward.
    function test_comes_forward_when_shown_again() {
        stage.holdValues(true);
        item("quickField").text = "grafana";
        tryVerify(() => stage.lookup.results.count > 0);
        stage.lookup.activate();
        compare(stage.lookup.busy, true);
        const other = createTemporaryObject(anotherWindow, null); // of no family, so it alone is active
        other.show();
        tryVerify(() => {
            other.requestActivate(); // the palette may just be taking it for having been shown
            return other.active && !palette.active;
        });
        compare(palette.visible, true);
        stage.lookup.show();
        tryCompare(palette, "active", true);
        compare(item("quickField").activeFocus, true);
        stage.holdValues(false);
    }

    /// The window manager was still at work with another window: the palette takes the keyboard back.
    function test_takes_the_keyboard_back_when_just_shown() {
        stage.lookup.hide();
        item("paletteKeyboard").settlingTime = 60000;
        stage.lookup.show();
        tryCompare(palette, "active", true);
        const other = createTemporaryObject(anotherWindow, null);
        other.show();
        other.requestActivate();
        tryCompare(item("paletteKeyboard"), "wasTaken", true);
        tryCompare(palette, "active", true);
        compare(stage.lookup.active, true);
        item("paletteKeyboard").settlingTime = 250;
    }

    function test_goes_when_the_keyboard_goes() {
        stage.lookup.hide();
        item("paletteKeyboard").settlingTime = 0;
        stage.lookup.show();
        tryCompare(palette, "active", true);
        const other = createTemporaryObject(anotherWindow, null);
        other.show();
        tryVerify(() => {
            other.requestActivate();
            return !stage.lookup.active;
        });
        item("paletteKeyboard").settlingTime = 250;
    }

    function test_results_are_few() {
        item("quickField").text = "e";
        tryVerify(() => stage.lookup.results.count > 0);
        verify(stage.lookup.results.count <= 8);
        compare(item("quickList").count, stage.lookup.results.count);
    }

    function test_the_query_is_forgotten() {
        item("quickField").text = "git";
        stage.lookup.hide();
        compare(stage.lookup.query, "");
        stage.lookup.show();
        compare(item("quickField").text, "");
    }

    function test_no_match_says_so() {
        item("quickField").text = "qqqqqq";
        compare(stage.lookup.results.count, 0);
        verify(stage.lookup.statusText.length > 0);
    }

    function test_what_is_only_similar_is_chosen_before_it_is_copied() {
        item("quickField").text = "gihtub";
        tryVerify(() => stage.lookup.results.count > 0);
        const list = item("quickList");
        compare(list.currentItem, null);
        tryVerify(() => list.itemAtIndex(0) !== null);
        compare(item("similarHeading").text, "Similar");
        verify(list.itemAtIndex(0).Accessible.description.startsWith("Similar"));
        tryVerify(() => list.height >= list.contentHeight); // the heading takes room from no row
        keyClick(Qt.Key_Return);
        compare(stage.lookup.active, true);
        verify(list.currentItem.highlighted);
        item("quickField").text = "github";
        tryVerify(() => !findChild(list, "similarHeading") || !item("similarHeading").visible);
        compare(list.currentIndex, 0);
    }

    function test_arrows_lead_to_what_else_can_be_done() {
        const field = item("quickField");
        type("grafana"); // the cursor is behind it
        tryVerify(() => stage.lookup.results.count > 0);
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Right); // the cursor goes first
        compare(stage.lookup.listsActions, false);
        keyClick(Qt.Key_Right);
        compare(stage.lookup.listsActions, true);
        const actions = item("quickActions");
        compare(actions.visible, true);
        compare(item("quickList").visible, false);
        verify(actions.count > 2);
        compare(actions.currentIndex, 0);
        keyClick(Qt.Key_Down);
        compare(actions.currentIndex, 1);
        keyClick(Qt.Key_Left);
        compare(stage.lookup.listsActions, false);
        compare(field.text, "grafana");
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Escape);
        compare(stage.lookup.listsActions, false);
        compare(stage.lookup.active, true);
        keyClick(Qt.Key_Escape);
        compare(stage.lookup.active, false);
    }

    function test_tab_narrows_to_an_account() {
        keyClick(Qt.Key_Tab); // there is one, so nothing to choose
        compare(stage.lookup.accountName, "");
        stage.addAccount("two", "Two");
        verify(stage.openAll());
        compare(item("quickField").activeFocus, true);
        keyClick(Qt.Key_Tab);
        compare(stage.lookup.accountName, "Acme");
        compare(stage.saidAs(palette.contentItem, "Acme"), "heading");
        keyClick(Qt.Key_Backtab);
        compare(stage.lookup.accountName, "");
        compare(item("quickField").activeFocus, true);
    }
}
