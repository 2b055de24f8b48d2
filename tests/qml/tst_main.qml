// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test

/// The main window: which page it shows, and where the keyboard is after each change.
TestCase {
    id: root

    function item(name) {
        const found = findChild(main.contentItem, name);
        verify(found, name);
        return found;
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
    }

    name: "Main"
    when: main.visible

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_1_no_account_asks_for_one() {
        tryCompare(item("onboarding"), "visible", true);
        tryCompare(item("serviceTile_passbolt"), "visible", true);
        compare(item("demoButton").visible, true);
        waitForRendering(main.contentItem, 200);
        compare(stage.layoutFaults(main.contentItem, []), []); // as it is when the program starts
        stage.keepPicture(main.contentItem, "first-screen");
    }

    function test_2_with_an_account_one_can_search() {
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
        tryCompare(item("onboarding"), "visible", false);
        tryCompare(item("searchField"), "activeFocus", true);
    }

    function test_3_locking_and_unlocking() {
        stage.app.browse.selectSecret(stage.signedSecret);
        mouseClick(item("lockButton"));
        tryCompare(item("lockedPage"), "visible", true);
        compare(item("secretList").visible, false);
        tryCompare(item("unlockButton"), "activeFocus", true);
        verify(!stage.accessibleTexts(item("lockedPage")).some(text => text.includes("Grafana")));
        mouseClick(item("unlockButton"));
        tryCompare(item("lockedPage"), "visible", false);
        tryCompare(item("searchField"), "activeFocus", true);
        tryCompare(stage.app.browse.secrets, "count", 120);
    }

    function test_4_colours_follow_the_choice() {
        stage.app.colourScheme = "dark";
        compare(Theme.colours, Theme.darkPalette);
        stage.app.colourScheme = "contrast";
        compare(Theme.colours, Theme.contrastPalette);
        stage.app.colourScheme = "light";
        compare(Theme.colours, Theme.lightPalette);
    }
}
