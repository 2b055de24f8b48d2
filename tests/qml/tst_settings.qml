// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test

/// The settings by keyboard, and what they do to the window.
WindowCase {
    id: root

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        tryVerify(() => find("searchField") && find("searchField").visible);
        keyClick(Qt.Key_Comma, Qt.ControlModifier);
        shown("settingsSheet");
        tryCompare(item("settingSearch"), "activeFocus", true);
    }

    function cleanup() {
        stage.app.settings.close();
        for (const setting of [["textSize", "100"], ["motion", "system"], ["colours", "light"], ["presenting", "off"]]) {
            stage.app.settings.show();
            stage.app.settings.rows.set(setting[0], setting[1]);
            stage.app.settings.close();
        }
        tryCompare(item("settingsSheet"), "visible", false);
    }

    name: "Settings"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_search_leaves_what_fits() {
        type("clipboard");
        compare(stage.app.settings.rows.count, 1);
        tryVerify(() => find("setting_clipboardSeconds"));
        keyClick(Qt.Key_Escape); // clears
        verify(stage.app.settings.rows.count > 10);
        type("qqqq");
        tryCompare(item("noSettings"), "visible", true);
        keyClick(Qt.Key_Escape);
        keyClick(Qt.Key_Escape);
        tryCompare(item("settingsSheet"), "visible", false);
    }

    /// Everything in an item whose name begins so.
    function named(top, start) {
        let found = top.objectName.startsWith(start) && top.visible ? [top] : [];
        for (let i = 0; i < top.children.length; ++i)
            found = found.concat(named(top.children[i], start));
        return found;
    }

    function besideTheirWords(when) {
        const middle = found => found.mapToItem(null, 0, found.height / 2).y;
        const controls = named(item("sheetScroller"), "setting_");
        verify(controls.length > 10);
        for (const control of controls) {
            const words = item(control.objectName.replace("setting_", "settingWords_"));
            tryVerify(() => Math.abs(middle(control) - middle(words)) <= 1, 1000, control.objectName + " " + when + ": " + (middle(control) - middle(words)));
        }
    }

    function test_what_is_changed_stands_beside_its_words() {
        besideTheirWords("at first");
        stage.app.settings.rows.set("textSize", "200");
        besideTheirWords("in large text");
        stage.app.settings.rows.set("textSize", "100");
        besideTheirWords("in usual text again");
        main.width = Theme.windowMinimumWidth;
        besideTheirWords("in a narrow window");
        main.width = Theme.windowWidth;
        besideTheirWords("in a wide window again");
    }

    function test_nothing_of_a_ring_is_cut() {
        const scroller = item("sheetScroller");
        verify(scroller.clip);
        const words = scroller.contentItem.children[0];
        const ring = Theme.focusWidth;
        verify(words.x >= ring && words.y >= ring, "at the left or above");
        verify(words.x + words.width + ring <= scroller.width, "at the right");
        verify(words.y + words.height + ring <= scroller.contentHeight, "below");
    }

    function test_a_switch_by_keyboard() {
        type("presentation");
        tabTo("setting_presenting");
        keyClick(Qt.Key_Space);
        compare(stage.app.settings.presenting, true);
        tryCompare(item("setting_presenting"), "checked", true);
        keyClick(Qt.Key_Return);
        compare(stage.app.settings.presenting, false);
        tryCompare(item("setting_presenting"), "checked", false);
        verify(stage.pressAccessibly(item("setting_presenting")));
        compare(stage.app.settings.presenting, true);
    }

    function test_a_choice_by_keyboard() {
        type("text size");
        tabTo("setting_textSize");
        const before = Theme.body;
        const room = Theme.space16;
        keyClick(Qt.Key_Return);
        chooseInMenu("choice_200");
        tryCompare(Theme, "textScale", 2);
        compare(Theme.body, 2 * before);
        verify(Theme.space16 > room);
        tryCompare(item("setting_textSize"), "text", "200 %");
    }

    function test_holding_keys_shows_nothing_behind_the_sheet() {
        verify(!item("peekKeys").enabled);
        stage.app.settings.close();
        tryVerify(() => item("peekKeys").enabled);
    }

    function test_colours_and_motion() {
        stage.app.settings.rows.set("colours", "contrast");
        compare(Theme.colours, Theme.contrastPalette);
        stage.app.settings.rows.set("colours", "dark");
        compare(Theme.colours, Theme.darkPalette);
        stage.app.settings.rows.set("motion", "reduced");
        compare(Theme.motionFast, 0);
        stage.app.settings.rows.set("motion", "full");
        verify(Theme.motionFast > 0);
    }

    function test_everything_is_named() {
        compare(stage.namelessFocusables(item("settingsSheet").contentItem), []);
        const texts = stage.accessibleTexts(item("settingSearch"));
        verify(texts.some(text => text.startsWith("Hide shown values after, 20 second")));
        verify(texts.includes("Acme, Remove…"));
    }
}
