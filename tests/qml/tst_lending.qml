// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Values that are lent, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse

    /// The card has heard of it.
    function becomes(state, seconds, words) {
        stage.lendingBecomes(stage.signedSecret, state, seconds || 0);
        root.browse.checkOut.refresh();
        tryVerify(() => item("checkOutText").text.includes(words), 5000, words);
    }

    function initTestCase() {
        stage.lend("acme");
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.browse.checkOut.cancelRequest();
        root.browse.searchText = "";
        root.browse.selectNode("all");
        root.browse.selectSecret("");
        root.browse.selectSecret(stage.signedSecret);
        waitForRendering(main.contentItem);
    }

    name: "Lending"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_request_by_keyboard() {
        becomes("request", 0, "approved first");
        item("requestAccess").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        shown("accessRequestSheet");
        tryVerify(() => item("requestReason").activeFocus);
        compare(stage.namelessFocusables(item("sendRequest").parent.parent), []);
        type("disk full");
        keyClick(Qt.Key_Tab);
        tryVerify(() => item("requestHours").activeFocus);
        keyClick(Qt.Key_Up);
        keyClick(Qt.Key_Up);
        compare(item("requestHours").text, "3");
        keyClick(Qt.Key_Return);
        tryVerify(() => item("checkOutText").text.includes("requested"));
        compare(root.browse.checkOut.asking, false);
        compare(stage.lendLog().filter(call => call.startsWith("request")).length, 1);
    }

    function test_a_request_without_a_reason_is_not_sent() {
        becomes("refused", 0, "turned down");
        const sent = stage.lendLog().length;
        item("requestAccess").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("accessRequestSheet");
        item("sendRequest").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(root.browse.checkOut.reasonError !== "");
        compare(stage.lendLog().length, sent);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.checkOut, "asking", false);
    }

    function test_checking_out_and_giving_back() {
        becomes("available", 0, "Available");
        item("checkOutNow").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => item("checkOutText").text.includes("Checked out by you"));
        verify(!item("checkOutNow").visible);
        becomes("mine", 600, "until");
        compare(item("checkOutLeft").text, "10 min left");
        verify(stage.accessibleTexts(main.contentItem).includes("10 min left"));
        item("checkIn").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => item("checkOutText").text.includes("gave it back"));
    }

    function test_what_is_not_offered_leads_to_the_page() {
        becomes("available", 0, "Available");
        stage.failNextLending("unsupported");
        item("checkOutNow").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("checkOutError");
        verify(item("openWebPage").visible);
        root.browse.checkOut.dismissError();
    }

    function test_the_end_hides_the_value() {
        becomes("mine", 60, "until");
        item("secretList").forceActiveFocus(Qt.TabFocusReason);
        root.browse.detail.reveal("password");
        tryVerify(() => stage.isShown("password"));
        root.browse.detail.copy("password");
        tryCompare(stage.app.toast, "canClear", true);
        stage.lendingBecomes(stage.signedSecret, "taken", 0);
        verify(!stage.isShown("password"));
        compare(item("checkOutText").text, "Your access was taken back");
        compare(stage.clipboardText(), "");
    }

    function test_a_closed_door_leads_to_the_card() {
        becomes("request", 0, "approved first");
        stage.failNextValue("approval");
        item("secretList").forceActiveFocus(Qt.TabFocusReason);
        root.browse.detail.togglePrimary();
        tryVerify(() => item("requestAccess").activeFocus);
        compare(item("detailError").visible, false);
    }

    function test_what_is_held_has_a_place() {
        stage.lendingBecomes(stage.signedSecret, "mine", 1200);
        const row = root.browse.sidebar.rowOf("checkedout");
        verify(row > 0);
        root.browse.selectNode("checkedout");
        tryCompare(root.browse.secrets, "count", 1);
        tryVerify(() => stage.accessibleTexts(main.contentItem).some(text => text.includes("20 min left")));
        stage.lendingBecomes(stage.signedSecret, "expired", 0);
        tryCompare(root.browse.secrets, "count", 0);
    }

    function test_the_preference_is_in_the_menu() {
        compare(stage.app.givesBack, true);
        item("mainMenuButton").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        goInMenu("menuGivesBack");
        verify(item("menuGivesBack").checked);
        keyClick(Qt.Key_Return);
        tryCompare(stage.app, "givesBack", false);
        stage.app.givesBack = true;
    }
}
