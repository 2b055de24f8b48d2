// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Onboarding
import Coffret.Test
import Coffret.Ui

/// The pages for account kits, key files and links, with the keyboard alone.
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
        focus: true
    }

    SignalSpy {
        id: finished

        signalName: "finished"
        target: stage.app.firstRun
    }

    TestCase {
        name: "Enrolment"
        when: windowShown

        readonly property FirstRunViewModel setup: stage.app.firstRun

        function item(name) {
            const found = findChild(page, name);
            verify(found, name);
            return found;
        }

        function shows(name) {
            tryVerify(() => findChild(page, name) !== null && findChild(page, name).visible, 5000, name);
            return item(name);
        }

        /// Presses Tab until the item has the keyboard.
        function tabTo(name) {
            for (let presses = 0; presses < 25; ++presses) {
                if (item(name).activeFocus)
                    return;
                keyClick(Qt.Key_Tab);
            }
            fail("not reached: " + name);
        }

        function enterAt(step) {
            tryCompare(setup, "step", step);
            tryCompare(setup, "busy", false);
            tryCompare(item("nextButton"), "activeFocus", true);
            compare(stage.namelessFocusables(page), []);
            keyClick(Qt.Key_Return);
        }

        function type(text) {
            for (const letter of text)
                keyClick(letter);
        }

        function init() {
            stage.app.cancelAddAccount();
            stage.invite(stage.adasKey());
            stage.setKeys(["plain", "card", "revoked"]);
            stage.setServerClock(0);
            finished.clear();
            page.forceActiveFocus();
            waitForRendering(page);
        }

        function test_a_kit_by_keyboard() {
            const file = stage.writeFile("kit.passbolt", "S0lU");
            tabTo("kitButton");
            keyClick(Qt.Key_Return);
            tryCompare(shows("kitField"), "activeFocus", true);
            item("kitField").text = file;
            keyClick(Qt.Key_Return);
            shows("kitPerson");
            compare(item("kitPerson").title, "Ada Lovelace");
            verify(item("kitPerson").details.includes("https://vault.example.com"));
            verify(!item("kitField").visible);
            enterAt(FirstRunViewModel.KitStep);
            tryCompare(setup, "step", FirstRunViewModel.TrustStep);
            verify(shows("serverKeyCard").title.includes("same as in your account kit"));
            verify(!item("expectedKeyCard").visible);
            enterAt(FirstRunViewModel.TrustStep);
            verify(shows("importNote").title.length > 0);
            compare(item("nextButton").text, "Import and sign in");
            enterAt(FirstRunViewModel.FinishStep);
            tryCompare(setup, "step", FirstRunViewModel.DoneStep);
            compare(shows("kitFileCard").details, file);
            verify(!item("backButton").visible);
            tabTo("deleteKitButton");
            keyClick(Qt.Key_Return);
            tryCompare(item("deleteKitButton"), "visible", false);
            verify(item("kitFileCard").title.includes("deleted"));
            compare(finished.count, 0);
            tabTo("nextButton");
            keyClick(Qt.Key_Return);
            compare(finished.count, 1);
        }

        function test_another_server_key_shows_both() {
            stage.invite("D".repeat(40));
            setup.openFile(stage.writeFile("kit.passbolt", "S0lU"));
            enterAt(FirstRunViewModel.KitStep);
            shows("expectedKeyCard");
            verify(item("expectedKeyCard").fingerprint.startsWith("DDDD DDDD"));
            verify(item("serverKeyCard").fingerprint.startsWith("ADA0"));
            verify(item("errorBanner").visible);
            compare(item("nextButton").enabled, false);
            verify(item("stuckReason").visible);
            verify(stage.accessibleTexts(root).includes(item("stuckReason").text));
            tryCompare(item("backButton"), "activeFocus", true);
            verify(item("backButton").visualFocus);
            keyClick(Qt.Key_Return);
            compare(setup.step, FirstRunViewModel.KitStep);
            verify(!item("stuckReason").visible && item("nextButton").enabled);
        }

        function test_a_dropped_file_is_taken() {
            const target = item("dropTarget");
            const hint = item("dropHint");
            verify(target.enabled && !hint.visible);
            target.fileDropped("file://" + stage.writeFile("kit.passbolt", "S0lU"));
            tryCompare(setup, "step", FirstRunViewModel.KitStep);
        }

        function test_a_link_and_a_new_key_by_keyboard() {
            stage.setKeys([]);
            tabTo("linkButton");
            keyClick(Qt.Key_Return);
            tryCompare(shows("serverField"), "activeFocus", true);
            compare(item("serverField").label, "Link from an e-mail");
            type(stage.link(false));
            compare(item("serverField").text, "https://vault.example.com"); // no token stays on the screen
            verify(item("linkCard").visible);
            tryCompare(item("nextButton"), "activeFocus", true); // nothing is left to be typed
            verify(stage.accessibleTexts(root).includes("Is this the server?"));
            verify(!stage.accessibleTexts(root).some(text => text.includes("4f2c3b1a")));
            keyClick(Qt.Key_Return);
            compare(shows("invitedPerson").title, "Dana Barrett");
            enterAt(FirstRunViewModel.TrustStep);
            tryCompare(shows("createKeyButton"), "activeFocus", true);
            keyClick(Qt.Key_Return);
            tryVerify(() => item("keyList").count === 1 && !setup.busy);
            tryCompare(item("keyList"), "activeFocus", true);
            tryVerify(() => item("keyList").currentItem && item("keyList").currentItem.activeFocus); // its ring is seen
            keyClick(Qt.Key_Return);
            shows("backupCard");
            item("backupField").text = stage.writeFile("x", "x") + ".asc";
            tabTo("saveBackupButton");
            keyClick(Qt.Key_Return);
            tryVerify(() => setup.ownKeys.backupFile !== "");
            verify(!item("saveBackupButton").visible);
            tabTo("nextButton");
            keyClick(Qt.Key_Return);
            tryCompare(finished, "count", 1);
        }

        function test_the_pasted_link_can_be_forgotten() {
            setup.chooseService("passbolt");
            setup.setAddress(stage.link(true));
            tryCompare(shows("linkCard"), "title", "Link to get back to your account");
            verify(item("serverField").readOnly);
            tabTo("forgetLinkButton");
            keyClick(Qt.Key_Return);
            verify(!item("linkCard").visible);
            tryCompare(item("serverField"), "activeFocus", true);
            verify(!item("serverField").readOnly);
        }

        function test_a_key_file_by_keyboard() {
            setup.chooseService("passbolt");
            setup.setAddress("https://vault.example.com");
            setup.next();
            enterAt(FirstRunViewModel.TrustStep);
            tryCompare(item("keyList"), "activeFocus", true);
            tabTo("keyFileButton");
            keyClick(Qt.Key_Return);
            tryCompare(shows("keyFileField"), "activeFocus", true);
            item("keyFileField").text = stage.writeFile("key.asc", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n");
            keyClick(Qt.Key_Return);
            tryCompare(shows("keyFileCard"), "title", "Dana Barrett <dana@example.org>");
            tryCompare(item("importKeyButton"), "activeFocus", true);
            keyClick(Qt.Key_Return);
            tryCompare(setup.ownKeys, "selected", "D".repeat(40));
            compare(item("keyFileCard").visible, false);
        }

        function test_keys_say_what_they_are() {
            setup.chooseService("passbolt");
            setup.setAddress("https://vault.example.com");
            setup.next();
            enterAt(FirstRunViewModel.TrustStep);
            tryCompare(shows("keyList"), "count", 3);
            waitForRendering(page);
            const texts = stage.accessibleTexts(root).join("\n");
            verify(texts.includes("on a smart card"));
            verify(texts.includes("Expired, revoked"));
            const list = item("keyList");
            tryVerify(() => list.currentItem && list.currentItem.activeFocus && list.currentItem.checked);
            for (let row = 0; row < list.count; ++row) {
                compare(list.currentIndex, row);
                verify(list.activeFocus && list.currentItem.ringed); // also on one that cannot be chosen
                keyClick(Qt.Key_Down);
            }
            for (let row = list.count - 1; row > 0; --row)
                keyClick(Qt.Key_Up);
            verify(list.currentItem.activeFocus);
        }

        function test_enter_takes_the_key_with_the_ring() {
            setup.chooseService("passbolt");
            setup.setAddress("https://vault.example.com");
            setup.next();
            enterAt(FirstRunViewModel.TrustStep);
            const list = item("keyList");
            tryVerify(() => list.currentItem && list.currentItem.activeFocus);
            compare(setup.ownKeys.selected, stage.adasKey());
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return); // a revoked one
            compare(setup.step, FirstRunViewModel.KeyStep);
            compare(setup.ownKeys.selected, stage.adasKey());
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Return);
            compare(setup.ownKeys.selected, "C".repeat(40));
            tryCompare(setup, "step", FirstRunViewModel.FinishStep);
        }

        function test_what_has_the_keyboard_is_scrolled_to() {
            setup.chooseService("passbolt");
            tryCompare(shows("serverField"), "activeFocus", true);
            root.height = 300;
            waitForRendering(page);
            tabTo("nextButton");
            const bottom = item("nextButton").mapToItem(page, 0, item("nextButton").height).y;
            const seen = bottom <= page.height && item("setupScroller").contentY > 0;
            root.height = 760;
            verify(seen);
        }

        function test_a_clock_that_is_off_is_told() {
            stage.setServerClock(-42);
            setup.chooseService("passbolt");
            setup.setAddress("https://vault.example.com");
            setup.next();
            tryCompare(shows("clockBanner"), "visible", true);
            verify(item("clockBanner").title.includes("42"));
        }

        function test_escape_goes_back_and_leaves_the_last_page() {
            setup.openFile(stage.writeFile("kit.passbolt", "S0lU"));
            enterAt(FirstRunViewModel.KitStep);
            tryCompare(setup, "step", FirstRunViewModel.TrustStep);
            keyClick(Qt.Key_Escape);
            compare(setup.step, FirstRunViewModel.KitStep);
            keyClick(Qt.Key_Escape);
            compare(setup.step, FirstRunViewModel.ChooseService);
            setup.openFile(stage.writeFile("kit.passbolt", "S0lU"));
            enterAt(FirstRunViewModel.KitStep);
            enterAt(FirstRunViewModel.TrustStep);
            enterAt(FirstRunViewModel.FinishStep);
            tryCompare(setup, "step", FirstRunViewModel.DoneStep);
            keyClick(Qt.Key_Escape);
            compare(finished.count, 1);
        }
    }
}
