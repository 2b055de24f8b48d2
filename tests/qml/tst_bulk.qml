// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Several secrets at once, and what an administrator forbids, in the main window.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.browse.editor.cancel();
        root.browse.tab = "details";
        root.browse.searchText = "";
        root.browse.selectNode("all");
        root.browse.selectSecret("");
        root.browse.selectSecret(stage.signedSecret);
        item("secretList").positionViewAtBeginning();
        waitForRendering(main.contentItem);
    }

    name: "Bulk"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_keys_choose_several() {
        keyClick(Qt.Key_F2);
        tryVerify(() => item("secretList").activeFocus);
        keyClick(Qt.Key_Home);
        keyClick(Qt.Key_Down, Qt.ShiftModifier);
        keyClick(Qt.Key_Down, Qt.ShiftModifier);
        compare(root.browse.bulk.count, 3);
        shown("bulkPane").forceActiveFocus(Qt.TabFocusReason);
        compare(main.activeFocusItem.text, "Share…"); // the first, and nothing that deletes
        keyClick(Qt.Key_F2);
        tryVerify(() => item("secretList").activeFocus);
        verify(stage.accessibleTexts(main.contentItem).some(text => text.startsWith("3 secret(s) chosen")));
        compare(stage.namelessFocusables(item("bulkPane")), []);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        compare(root.browse.bulk.count, 120);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.bulk, "active", false);
        verify(root.browse.detail.hasSecret);
    }

    function test_the_pointer_chooses_several() {
        const list = item("secretList");
        mouseClick(list.itemAtIndex(0), 60, 20);
        compare(root.browse.bulk.active, false);
        mouseClick(list.itemAtIndex(2), 60, 20, Qt.LeftButton, Qt.ControlModifier);
        compare(root.browse.bulk.count, 2);
        verify(list.itemAtIndex(2).chosen);
        verify(!list.itemAtIndex(1).chosen);
        mouseClick(list.itemAtIndex(4), 60, 20, Qt.LeftButton, Qt.ShiftModifier);
        compare(root.browse.bulk.count, 3);
        mouseClick(list.itemAtIndex(1), 60, 20);
        compare(root.browse.bulk.active, false);
        compare(root.browse.currentSecretId, list.itemAtIndex(1).secretId);
    }

    function test_deleting_several_asks_first() {
        keyClick(Qt.Key_F2);
        tryVerify(() => item("secretList").activeFocus);
        keyClick(Qt.Key_Down, Qt.ShiftModifier);
        keyClick(Qt.Key_Delete);
        shown("jobSheet");
        compare(item("goJob").text, "Delete 2 secret(s)");
        tryVerify(() => item("cancelJob").activeFocus);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.job, "active", false);
        compare(stage.writeLog().filter(line => line.startsWith("remove")).length, 0);
    }

    function test_sharing_several_by_keyboard() {
        keyClick(Qt.Key_F2);
        tryVerify(() => item("secretList").activeFocus);
        keyClick(Qt.Key_Down, Qt.ShiftModifier);
        root.browse.bulk.askToShare();
        shown("bulkShareSheet");
        tryVerify(() => item("granteeSearch").activeFocus);
        verify(!item("reviewBulkShare").enabled && item("bulkShareSheet").footnote !== "");
        for (const letter of "bett")
            keyClick(letter);
        tryVerify(() => root.browse.bulk.search.found.count === 1);
        keyClick(Qt.Key_Return);
        tryVerify(() => root.browse.bulk.hasWishes);
        verify(item("reviewBulkShare").enabled && item("bulkShareSheet").footnote === "");
        compare(stage.namelessFocusables(item("bulkShareSheet").contentItem), []);
        root.browse.bulk.cancelSharing();
    }

    function test_what_is_forbidden_says_why() {
        stage.forbidShowing(true);
        tryCompare(shown("revealButton_password"), "enabled", false);
        compare(item("copyButton_password").enabled, true);
        shown("rulesNote");
        verify(stage.accessibleTexts(main.contentItem).includes(root.browse.detail.revealHint));
        root.browse.editSecret();
        tryVerify(() => find("editorInput_password"));
        const field = item("editorInput_password");
        verify(field.veiled);
        compare(findChild(field, "revealInput").visible, false);
        field.masked = false; // not even then
        verify(field.veiled);
        root.browse.editor.cancel();
        stage.forbidShowing(false);
        tryCompare(item("revealButton_password"), "enabled", true);
        root.browse.editSecret();
        tryVerify(() => find("editorInput_password") && findChild(item("editorInput_password"), "revealInput").visible);
    }

    function test_an_account_tells_about_itself() {
        root.browse.showAbout();
        shown("aboutSheet");
        tryVerify(() => item("closeAbout").activeFocus);
        verify(stage.accessibleTexts(main.contentItem).some(text => text.startsWith("Service: ")));
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.about, "open", false);
    }
}
