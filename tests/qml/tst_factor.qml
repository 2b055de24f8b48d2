// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// The question for a second factor, while an account is set up.
WindowCase {
    id: root

    readonly property FirstRunViewModel setup: stage.app.firstRun
    readonly property SecondFactorViewModel factor: stage.app.secondFactor

    function shown(name) {
        tryVerify(() => {
            const found = find(name);
            return found && found.visible && found.opened !== false;
        }, 5000, name);
        return find(name);
    }

    function ask(methods) {
        stage.askAtNextSetup(methods);
        stage.app.cancelAddAccount();
        root.setup.chooseService("fudo");
        root.setup.setAddress("https://vault.example.com");
        root.setup.accountName = "Work";
        root.setup.next();
        tryCompare(root.setup, "step", FirstRunViewModel.TrustStep);
        root.setup.next();
        root.setup.setToken("token", "t");
        root.setup.next();
        compare(root.setup.step, FirstRunViewModel.FinishStep);
        mouseClick(shown("nextButton"));
        return shown("secondFactorSheet");
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
    }

    function cleanup() {
        stage.app.cancelAddAccount();
        tryVerify(() => !find("secondFactorSheet") || !find("secondFactorSheet").visible);
    }

    name: "Factor"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_1_a_wrong_code_is_said_and_cleared() {
        const sheet = ask(["code"]);
        compare(sheet.heading, "Work asks for a second factor");
        tryCompare(find("factorCode"), "activeFocus", true);
        type("000000");
        keyClick(Qt.Key_Return);
        tryVerify(() => find("factorError").visible);
        compare(find("factorCode").text, "");
        verify(stage.accessibleTexts(find("factorCode")).some(text => text.includes("not accepted")));
        tryCompare(find("factorCode"), "activeFocus", true);
    }

    function test_2_escape_refuses_and_setup_stays() {
        ask(["code"]);
        type("12");
        keyClick(Qt.Key_Escape);
        tryCompare(find("secondFactorSheet"), "visible", false);
        tryVerify(() => find("errorBanner").visible);
        compare(find("factorCode").text, "");
        compare(root.setup.step, FirstRunViewModel.FinishStep);
        verify(find("nextButton").enabled);
    }

    function test_3_a_choice_of_ways_by_keyboard() {
        ask(["code", "yubikey", "browser"]);
        tryCompare(find("factorCode"), "activeFocus", true);
        root.factor.method = "yubikey";
        verify(!find("factorCode").visible);
        tryVerify(() => find("factorTouch").visible);
        root.factor.method = "browser";
        tryCompare(find("factorBrowser"), "activeFocus", true);
        verify(!find("factorAddress").visible);
        compare(stage.namelessFocusables(find("factorCode").parent), []);
    }

    function test_4_no_way_at_all_leaves_only_refusing() {
        ask(["pigeon"]);
        verify(!find("sendFactor").visible);
        verify(!find("factorCode").visible);
        mouseClick(find("cancelFactor"));
        tryCompare(find("secondFactorSheet"), "visible", false);
    }

    function test_5_the_right_code_adds_the_account() {
        ask(["code"]);
        type("123456");
        mouseClick(find("sendFactor"));
        tryCompare(find("secondFactorSheet"), "visible", false);
        tryCompare(stage.app, "page", AppViewModel.BrowsePage);
        compare(stage.app.accounts.rowCount(), 1);
    }
}
