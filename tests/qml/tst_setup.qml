// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Onboarding
import Coffret.Test
import Coffret.Ui

/// Setting up an account with the keyboard alone.
Item {
    id: root

    height: 760
    width: 1180

    Stage {
        id: stage
    }

    OnboardingPage {
        id: page

        anchors.fill: parent
        firstRun: stage.app.firstRun
        settings: stage.app.settings
    }

    SignalSpy {
        id: demos

        signalName: "demoRequested"
        target: stage.app.firstRun
    }

    TestCase {
        name: "Setup"
        when: windowShown

        function item(name) {
            const found = findChild(page, name);
            verify(found, name);
            return found;
        }

        function press(name) {
            const button = item(name);
            tryVerify(() => button.visible && button.enabled);
            waitForRendering(page, 500);
            mouseClick(button);
        }

        function init() {
            while (stage.app.firstRun.canGoBack)
                stage.app.firstRun.back();
            waitForRendering(page);
        }

        function test_three_services_and_a_demo() {
            for (const name of ["serviceTile_passbolt", "serviceTile_fudo", "serviceTile_commandk", "demoButton"]) {
                const tile = item(name);
                verify(tile.visible);
                verify(tile.Accessible.name.length > 0);
            }
            demos.clear();
            press("demoButton");
            compare(demos.count, 1);
            stage.app.firstRun.chooseService("fudo"); // the demonstration does not come: go on without it
        }

        function test_the_authority_may_be_chosen() {
            press("serviceTile_passbolt");
            press("authorityButton");
            const loader = item("authorityDialog");
            tryCompare(loader, "status", Loader.Ready);
            verify(loader.item.visible);
            loader.item.selectedFile = "file:///tmp/authority.pem";
            loader.item.accepted();
            compare(stage.app.firstRun.server.authorityFile, String(loader.item.selectedFile));
            loader.item.close();
            stage.app.firstRun.server.authorityFile = "";
        }

        function test_a_bad_address_says_so() {
            press("serviceTile_passbolt");
            stage.app.firstRun.setAddress("http://vault.example.com");
            press("nextButton");
            tryVerify(() => item("errorBanner").visible);
            verify(item("errorBanner").title.length > 0);
        }

        function test_tokens_leave_the_field() {
            press("serviceTile_fudo");
            stage.app.firstRun.setAddress("https://vault.example.com");
            press("nextButton");
            tryVerify(() => stage.app.firstRun.server.certificateFingerprint !== "");
            tryVerify(() => !stage.app.firstRun.busy);
            press("nextButton");
            const field = item("tokenField");
            tryCompare(field, "visible", true);
            field.forceActiveFocus();
            for (const letter of "t0ken")
                keyClick(letter);
            verify(!stage.accessibleTexts(root).some(text => text.includes("t0ken")));
            press("nextButton");
            compare(field.typed, "");
        }

        function test_a_password_instead_of_a_token() {
            press("serviceTile_fudo");
            stage.app.firstRun.setAddress("https://vault.example.com");
            press("nextButton");
            tryVerify(() => stage.app.firstRun.server.certificateFingerprint !== "");
            tryVerify(() => !stage.app.firstRun.busy);
            press("nextButton");
            tryCompare(item("tokenField"), "visible", true);
            item("byPassword").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            tryCompare(item("portalUserField"), "visible", true);
            compare(item("tokenField").visible, false);
            item("portalUserField").text = "ada";
            item("portalPasswordField").typed = "pa55";
            press("nextButton");
            compare(stage.app.firstRun.step, FirstRunViewModel.FinishStep);
            compare(item("portalPasswordField").typed, "");
            stage.app.firstRun.back();
            item("byToken").checked = true;
        }

        function test_the_last_screen_asks_for_apps_and_times() {
            stage.app.firstRun.chooseService("commandk");
            stage.app.firstRun.setAddress("https://vault.example.com");
            stage.app.firstRun.next();
            tryVerify(() => stage.app.firstRun.server.certificateFingerprint !== "");
            tryVerify(() => !stage.app.firstRun.busy);
            stage.app.firstRun.next();
            stage.app.firstRun.setToken("read-token", "t0ken");
            stage.app.firstRun.next();
            compare(stage.app.firstRun.step, FirstRunViewModel.FinishStep);
            tryCompare(item("appsField"), "activeFocus", true);
            verify(item("setting_revealSeconds").visible && item("setting_clipboardSeconds").visible);
            stage.app.settings.beginning.set("lockMinutes", "5");
            tryVerify(() => item("setting_lockMinutes").text.startsWith("5 minute"));
            compare(stage.namelessFocusables(page), []);
            page.cancellable = true; // one more account, later on: the times are the program's
            verify(!item("setting_revealSeconds").visible);
            page.cancellable = false;
            verify(item("setting_revealSeconds").visible);
        }

        function test_a_token_not_handed_on_is_forgotten() {
            stage.app.firstRun.chooseService("commandk");
            stage.app.firstRun.setAddress("https://vault.example.com");
            stage.app.firstRun.next();
            tryVerify(() => stage.app.firstRun.server.certificateFingerprint !== "");
            tryVerify(() => !stage.app.firstRun.busy);
            stage.app.firstRun.next();
            tryCompare(item("writeTokenField"), "visible", true);
            item("tokenField").typed = "t0ken";
            item("writeTokenField").typed = "t0ken";
            stage.app.firstRun.back();
            compare(item("tokenField").visible, false);
            compare(item("tokenField").typed, "");
            compare(item("writeTokenField").typed, "");
        }

        function test_escape_goes_back() {
            press("serviceTile_fudo");
            verify(stage.app.firstRun.canGoBack);
            page.forceActiveFocus();
            keyClick(Qt.Key_Escape);
            verify(!stage.app.firstRun.canGoBack);
        }

        function test_everything_focusable_has_a_name() {
            compare(stage.namelessFocusables(page), []);
            press("serviceTile_passbolt");
            compare(stage.namelessFocusables(page), []);
        }
    }
}
