// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Health
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// The check of all secrets, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property HealthViewModel health: stage.app.health

    function openHealth() {
        item("mainMenuButton").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        chooseInMenu("menuHealth");
        shown("healthSheet");
    }

    function check() {
        openHealth();
        tryVerify(() => item("healthStart").activeFocus);
        keyClick(Qt.Key_Space);
        tryCompare(root.health, "stage", HealthViewModel.Finished, 30000);
        tryVerify(() => item("healthList").activeFocus);
    }

    function line() {
        return item("healthList").currentItem;
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.addAccount("home", "Home");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        stage.holdValues(false);
        root.health.close();
        tryVerify(() => root.health.stage !== HealthViewModel.Running);
        root.health.again();
        root.health.everywhere = true;
        root.health.close();
        main.width = Theme.windowWidth;
        root.browse.selectAccount("acme");
        waitForRendering(main.contentItem);
    }

    name: "Health"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Component {
        id: headingComponent

        HealthLine {
            amount: 3
            detail: "Short."
            expanded: true
            heading: true
            index: 0
            label: "Weak"
            severity: 0
            severityText: "Serious"
            symbol: "warning"
            type: ""
            width: Theme.listWidth
        }
    }

    Main {
        id: main

        app: stage.app
    }

    function test_says_what_it_will_do_first() {
        openHealth();
        compare(root.health.stage, HealthViewModel.Ready);
        verify(root.health.promises.length > 2);
        const texts = stage.accessibleTexts(main.contentItem);
        for (const promise of root.health.promises)
            verify(texts.includes(promise), promise);
        verify(!item("healthBreaches").visible); // no service: nothing to turn on
        verify(item("healthEverywhere").checked);
        compare(stage.namelessFocusables(item("healthStart").parent.parent).length, 0);
        keyClick(Qt.Key_Escape);
        tryCompare(root.health, "open", false);
    }

    function test_one_account_is_chosen_by_keyboard() {
        openHealth();
        tabTo("healthOneAccount");
        keyClick(Qt.Key_Space);
        verify(!root.health.everywhere);
        verify(item("healthOneAccount").text.includes("Acme"));
        root.health.start();
        tryCompare(root.health, "stage", HealthViewModel.Finished, 30000);
        compare(root.health.total, 120);
    }

    function test_one_scope_is_chosen_and_kept() {
        openHealth();
        tabTo("healthOneAccount");
        keyClick(Qt.Key_Space);
        verify(stage.pressAccessibly(item("healthEverywhere")));
        verify(root.health.everywhere);
        verify(item("healthEverywhere").checked && !item("healthOneAccount").checked);
        root.health.everywhere = false;
        verify(!item("healthEverywhere").checked && item("healthOneAccount").checked);
        root.health.start();
        tryCompare(root.health, "stage", HealthViewModel.Finished, 30000);
        root.health.again();
        verify(!root.health.everywhere);
        tryVerify(() => item("healthOneAccount").checked);
    }

    function test_goes_to_a_secret_in_a_narrow_window() {
        main.width = Theme.windowMinimumWidth;
        check();
        keyClick(Qt.Key_End);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Down);
        verify(!line().heading);
        keyClick(Qt.Key_Return);
        tryCompare(root.health, "open", false);
        tryVerify(() => item("detailPane").visible && item("detailPane").activeFocus);
    }

    function test_advice_is_not_cut() {
        const words = createTemporaryObject(headingComponent, main.contentItem);
        waitForRendering(words);
        const one = words.implicitHeight;
        words.detail = "Change it where it is used, then write the new one here, and tell everybody who has it. ".repeat(3);
        tryVerify(() => words.implicitHeight > one);
    }

    function test_shows_progress_and_stops() {
        stage.holdValues(true);
        openHealth();
        tryVerify(() => item("healthStart").activeFocus);
        keyClick(Qt.Key_Space);
        tryCompare(root.health, "stage", HealthViewModel.Running);
        shown("healthProgress");
        tryVerify(() => item("healthCancel").activeFocus);
        verify(item("healthProgress").Accessible.name !== "");
        keyClick(Qt.Key_Space);
        tryCompare(root.health, "stage", HealthViewModel.Finished, 30000);
        tryVerify(() => item("healthStopped").visible);
        verify(root.health.open);
    }

    function test_escape_stops_before_it_closes() {
        stage.holdValues(true);
        openHealth();
        tryVerify(() => item("healthStart").activeFocus);
        keyClick(Qt.Key_Space);
        tryCompare(root.health, "stage", HealthViewModel.Running);
        keyClick(Qt.Key_Escape);
        tryCompare(root.health, "stage", HealthViewModel.Finished, 30000);
        verify(root.health.open);
        keyClick(Qt.Key_Escape);
        tryCompare(root.health, "open", false);
    }

    function test_goes_through_the_result_and_to_a_secret() {
        check();
        const list = item("healthList");
        compare(list.currentIndex, 0);
        verify(line().heading);
        verify(line().Accessible.name.includes(line().severityText)); // in words, not by colour alone
        verify(line().Accessible.name.includes(line().amount));
        // Serious things are unfolded: left folds, right unfolds.
        keyClick(Qt.Key_End);
        compare(list.currentIndex, list.count - 1);
        verify(line().heading);
        const folded = list.count;
        keyClick(Qt.Key_Right);
        tryVerify(() => list.count > folded);
        verify(line().Accessible.description.includes(line().foldWord));
        keyClick(Qt.Key_Down);
        verify(!line().heading);
        keyClick(Qt.Key_Left);
        compare(list.count, folded);
        verify(line().heading);
        keyClick(Qt.Key_Return);
        tryVerify(() => list.count > folded);
        keyClick(Qt.Key_Down);
        const name = line().label;
        verify(name !== "");
        keyClick(Qt.Key_Return);
        tryCompare(root.health, "open", false);
        tryVerify(() => root.browse.detail.name !== "" && name.startsWith(root.browse.detail.name));
        // The result is still there to go on with.
        openHealth();
        compare(root.health.stage, HealthViewModel.Finished);
        tryVerify(() => item("healthList").activeFocus);
        compare(line().label, name);
    }

    function test_t38_values_are_nowhere_in_what_is_said() {
        check();
        for (const text of stage.accessibleTexts(main.contentItem))
            verify(!text.includes("canary"), text);
    }

    function test_locking_forgets() {
        check();
        verify(root.health.findings.count > 0);
        stage.app.lockAll();
        compare(root.health.findings.count, 0);
        tryVerify(() => !find("healthSheet").visible);
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
        openHealth();
        compare(root.health.stage, HealthViewModel.Ready);
    }
}
