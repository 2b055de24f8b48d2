// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Browse
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Accounts that need care: a server or a shared key that is another one, a name nobody vouches for, and removing.
WindowCase {
    id: root

    readonly property string newKey: "0123456789ABCDEF0123456789ABCDEF01234567"
    readonly property string swappedKey: "FEDCBA9876543210FEDCBA9876543210FEDCBA98"

    /// It and all around it are where they are going to be.
    function isLaidOut(item) {
        return !item || (!isPolishScheduled(item) && isLaidOut(item.parent));
    }

    function shown(name) {
        tryVerify(() => {
            const found = find(name);
            return found && found.visible && found.opened !== false && (!(found instanceof Item) || isLaidOut(found));
        }, 5000, name);
        return find(name);
    }

    function hidden(name) {
        tryVerify(() => !find(name) || !find(name).visible, 5000, name);
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.addAccount("beta", "Beta");
        stage.changeServerKey(root.newKey);
        verify(stage.openAll());
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
    }

    name: "Care"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_1_a_changed_server_key_is_compared() {
        compare(stage.app.browse.currentAccountId, "acme");
        mouseClick(shown("compareServer"));
        shown("serverIdentitySheet");
        tryCompare(find("identityField"), "activeFocus", true);
        compare(find("shownFingerprint").fingerprint, "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567");
        verify(!find("identityError").visible);
        mouseClick(find("acceptIdentity")); // nothing was entered
        tryCompare(find("identityError"), "visible", true);
        type("0123 4567");
        keyClick(Qt.Key_Return);
        verify(find("serverIdentitySheet").visible);
        keyClick(Qt.Key_Escape);
        hidden("serverIdentitySheet");
        compare(stage.savedServerKey(), "");

        mouseClick(shown("compareServer"));
        shown("serverIdentitySheet");
        compare(find("identityField").text, "");
        find("identityField").text = root.newKey.toLowerCase();
        mouseClick(find("acceptIdentity"));
        hidden("serverIdentitySheet");
        tryCompare(stage.app.browse.secrets, "count", 120);
        compare(stage.savedServerKey(), root.newKey);
        hidden("compareServer");
    }

    function test_2_a_new_shared_key_is_compared() {
        hidden("sharedKeyBanner");
        stage.changeSharedKey(root.newKey);
        stage.app.syncAll();
        shown("sharedKeyBanner");
        mouseClick(shown("compareSharedKey"));
        shown("sharedKeySheet");
        compare(find("newSharedKey").fingerprint, "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567");
        verify(find("sharedKeyGiver").text !== "");
        verify(!find("acceptSharedKey").enabled);
        keyClick(Qt.Key_Escape);
        hidden("sharedKeySheet");
        mouseClick(shown("compareSharedKey"));
        shown("sharedKeySheet");
        for (const other of [root.swappedKey, root.newKey]) { // another one while the sheet is open
            mouseClick(find("sharedKeyCompared"));
            verify(find("sharedKeyCompared").checked);
            verify(find("acceptSharedKey").enabled);
            tryVerify(() => !stage.app.browse.busy);
            stage.changeSharedKey(other);
            stage.app.syncAll();
            tryVerify(() => find("newSharedKey").fingerprint.startsWith(other.substring(0, 4)));
            compare(find("sharedKeyCompared").checked, false);
            compare(find("acceptSharedKey").enabled, false);
            verify(stage.app.sharedKey.errorText !== "");
            waitForRendering(main.contentItem);
        }
        mouseClick(find("sharedKeyCompared"));
        verify(find("acceptSharedKey").enabled);
        mouseClick(find("acceptSharedKey"));
        hidden("sharedKeySheet");
        hidden("sharedKeyBanner");
        verify(stage.shareLog().includes("accept shared " + root.newKey));
    }

    function test_3_a_folder_whose_name_nobody_vouches_for() {
        tryVerify(() => !stage.app.browse.busy); // accepting the key has synced
        const id = stage.markFolder();
        stage.app.syncAll();
        const tree = find("sidebar");
        tryVerify(() => {
            const row = stage.app.browse.sidebar.rowOf("collection:" + id);
            if (row >= 0)
                tree.positionViewAtIndex(row, ListView.Contain);
            const item = row < 0 ? null : tree.itemAtIndex(row);
            return item && item.reason !== "" && findChild(item, "folderReason").visible;
        });
        verify(stage.accessibleTexts(tree).some(text => text.includes("vouches")));
        compare(findChild(tree.itemAtIndex(0), "folderReason").visible, false);
    }

    function test_4_secrets_wait_for_the_shared_key() {
        verify(!find("missingKeyBanner").visible);
        stage.waitForKey();
        stage.app.syncAll();
        verify(shown("missingKeyBanner").title.startsWith("2 "));
    }

    function test_5_removing_by_keyboard() {
        find("accountSwitcher").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("accountPopup");
        keyClick(Qt.Key_Down); // Beta
        keyClick(Qt.Key_Delete);
        const sheet = shown("removeAccountSheet");
        verify(sheet.heading.includes("Beta"));
        tryCompare(find("cancelRemoval"), "activeFocus", true);
        keyClick(Qt.Key_Escape);
        hidden("removeAccountSheet");
        compare(stage.app.accounts.rowCount(), 2);

        find("accountSwitcher").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("accountPopup");
        mouseClick(find("removeAccount")); // the one in view
        verify(shown("removeAccountSheet").heading.includes("Acme"));
        mouseClick(find("confirmRemoval"));
        hidden("removeAccountSheet");
        tryCompare(stage.app.browse, "currentAccountId", "beta");
        compare(stage.app.accounts.rowCount(), 1);
    }

    function test_6_the_last_one_leads_to_setup() {
        stage.app.askToRemove("beta");
        shown("removeAccountSheet"); // to the end of its transition
        mouseClick(shown("confirmRemoval"));
        tryCompare(shown("onboarding"), "visible", true);
        compare(stage.app.accounts.rowCount(), 0);
    }
}
