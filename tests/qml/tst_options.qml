// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// The options of an account, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property AccountOptionsViewModel options: stage.app.options

    function openOptions(id) {
        root.browse.selectAccount(id);
        compare(root.browse.currentAccountId, id);
        item("mainMenuButton").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        chooseInMenu("menuOptions");
        shown("accountOptionsSheet");
        tryVerify(() => item("optionsName").activeFocus);
    }

    function isDone() {
        tryCompare(root.options, "open", false);
        tryVerify(() => root.browse.secrets.count > 0 && !root.browse.busy);
    }

    /// Within the part of the sheet that scrolls.
    function isInView(name) {
        const found = item(name);
        const top = found.mapToItem(main.contentItem, 0, 0).y;
        const foot = item("saveOptions").mapToItem(main.contentItem, 0, 0).y;
        return top > 0 && top + found.height <= foot;
    }

    function initTestCase() {
        stage.lend("acme");
        stage.addAccount("acme", "Acme");
        stage.makeService("acme", "fudo");
        stage.addAccount("shop", "Shop");
        stage.makeService("shop", "commandk", ["billing"]);
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.options.cancel();
        waitForRendering(main.contentItem);
    }

    name: "Options"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_an_app_is_added_by_keyboard() {
        openOptions("shop");
        verify(!item("optionsGivesBack").visible);
        verify(!item("unfoldSteps").visible);
        compare(stage.namelessFocusables(item("saveOptions").parent.parent.parent), []);
        tabTo("optionsApps");
        compare(item("optionsApps").text, "billing");
        keyClick(Qt.Key_End);
        type(", web shop");
        keyClick(Qt.Key_Return);
        isDone();
        compare(stage.savedAccount("shop").apps, ["billing", "web shop"]);
        compare(root.browse.currentAccountId, "shop");
    }

    function test_no_app_is_an_error_under_the_field() {
        openOptions("shop");
        tabTo("optionsApps");
        keyClick(Qt.Key_A, Qt.ControlModifier);
        keyClick(Qt.Key_Backspace);
        tabTo("saveOptions");
        keyClick(Qt.Key_Return);
        verify(root.options.open);
        verify(item("optionsApps").invalid);
        verify(stage.accessibleTexts(main.contentItem).includes(root.options.appsError));
        verify(stage.savedAccount("shop").apps.length > 0);
        keyClick(Qt.Key_Escape);
        tryCompare(root.options, "open", false);
        openOptions("shop");
        compare(item("optionsApps").text, stage.savedAccount("shop").apps.join(", "));
        verify(!item("optionsApps").invalid);
    }

    function test_a_step_is_switched_off_by_keyboard() {
        openOptions("acme");
        verify(!item("optionsApps").visible);
        verify(!item("step_check-out").visible);
        tabTo("unfoldSteps");
        keyClick(Qt.Key_Return);
        verify(item("step_check-out").visible);
        compare(stage.namelessFocusables(item("saveOptions").parent.parent.parent), []);
        tabTo("step_check-out");
        verify(item("step_check-out").checked);
        keyClick(Qt.Key_Space);
        tabTo("saveOptions");
        keyClick(Qt.Key_Return);
        isDone();
        compare(stage.savedAccount("acme").switchedOff, ["check-out"]);

        openOptions("acme"); // and is seen to be off
        verify(item("step_check-out").visible);
        verify(!item("step_check-out").checked);
        verify(item("step_batch").checked);
        tabTo("step_check-out");
        keyClick(Qt.Key_Space);
        tabTo("saveOptions");
        keyClick(Qt.Key_Return);
        isDone();
        compare(stage.savedAccount("acme").switchedOff, []);
    }

    function test_the_keyboard_is_followed_in_a_low_window() {
        const height = main.height;
        main.height = main.minimumHeight;
        tryCompare(main.contentItem, "height", main.minimumHeight);
        openOptions("acme");
        tabTo("unfoldSteps");
        keyClick(Qt.Key_Return);
        for (const step of root.options.usedSteps) {
            tabTo("step_" + step);
            tryVerify(() => isInView("step_" + step), 5000, step);
        }
        keyClick(Qt.Key_Escape);
        tryCompare(root.options, "open", false);
        main.height = height;
    }

    function test_giving_back_is_the_preference_of_the_menu() {
        openOptions("acme");
        verify(item("optionsGivesBack").checked);
        tabTo("optionsGivesBack");
        keyClick(Qt.Key_Space);
        compare(stage.app.givesBack, true); // not before it is saved
        tabTo("saveOptions");
        keyClick(Qt.Key_Return);
        isDone();
        compare(stage.app.givesBack, false);
        compare(stage.savedAccount("acme").givesBack, false);
        stage.app.givesBack = true;
        openOptions("acme");
        verify(item("optionsGivesBack").checked);
    }

    function test_what_cannot_be_saved_stays_in_the_sheet() {
        openOptions("shop");
        keyClick(Qt.Key_A, Qt.ControlModifier);
        type("Work");
        stage.refuseSettings(true);
        keyClick(Qt.Key_Return);
        tryVerify(() => item("optionsError").visible);
        compare(item("optionsName").text, "Work");
        compare(stage.savedAccount("shop").name, "Shop");
        stage.refuseSettings(false);
        keyClick(Qt.Key_Return);
        isDone();
        compare(stage.savedAccount("shop").name, "Work");
        openOptions("shop");
        verify(item("accountOptionsSheet").heading.includes("Work"));
        verify(!item("optionsError").visible);
    }
}
