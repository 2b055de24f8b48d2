// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Sharing, folders, groups and talk in the main window.
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
        root.browse.groups.close();
        root.browse.tab = "details";
        root.browse.searchText = "";
        root.browse.selectNode("all");
        root.browse.selectSecret("");
        root.browse.selectSecret(stage.signedSecret);
        waitForRendering(main.contentItem);
    }

    function test_what_a_menu_cannot_do_says_why() {
        mouseClick(shown("secretMenuButton"));
        tryVerify(() => find("menuNeverExpires") && find("menuNeverExpires").visible);
        const never = item("menuNeverExpires");
        compare(root.browse.actions.expiresText, "");
        verify(!never.enabled && never.reason !== "");
        verify(never.explained);
        root.browse.actions.setExpiresIn(90);
        tryVerify(() => never.enabled && never.reason === "");
        tryVerify(() => !root.browse.actions.busy); // it shows before the server has said so
        root.browse.actions.setExpiresIn(-1);
        tryVerify(() => !never.enabled);
        keyClick(Qt.Key_Escape);
    }

    name: "Team"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_arrows_go_from_tab_to_tab() {
        item("tab_details").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        compare(root.browse.tab, "sharing");
        verify(item("tab_sharing").activeFocus);
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        compare(root.browse.tab, "activity");
        shown("activityPane");
    }

    function test_the_keyboard_goes_to_what_is_in_front() {
        keyClick(Qt.Key_F2);
        keyClick(Qt.Key_F6);
        verify(item("fieldCard_password").parent.children[0].activeFocus);
        root.browse.tab = "comments";
        shown("commentsPane");
        keyClick(Qt.Key_F2);
        keyClick(Qt.Key_F6);
        verify(item("tab_comments").visualFocus);
        keyClick(Qt.Key_F2);
        keyClick(Qt.Key_Return);
        verify(item("tab_comments").visualFocus);
        stage.app.commands.command("history").run();
        verify(item("tab_history").visualFocus);
    }

    function test_earlier_values_by_keyboard_alone() {
        stage.app.commands.command("history").run();
        tryVerify(() => find("openRevision_r1"));
        tabTo("openRevision_r1");
        const row = item("openRevision_r1");
        verify(row.visualFocus);
        verify(row.Accessible.description.endsWith("collapsed"), row.Accessible.description);
        keyClick(Qt.Key_Return);
        tryVerify(() => row.Accessible.description.endsWith("expanded"));
        tryVerify(() => find("revealOld_password"));
        tabTo("revealOld_password");
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        verify(row.activeFocus);
        keyClick(Qt.Key_Space);
        tryVerify(() => row.Accessible.description.endsWith("collapsed"));
    }

    function test_what_is_not_there_is_said() {
        root.browse.tab = "comments";
        shown("commentsPane");
        tryVerify(() => find("comment_c1"));
        item("commentField").forceActiveFocus(Qt.TabFocusReason);
        root.browse.discussion.draft = "x".repeat(2000);
        tryVerify(() => root.browse.discussion.draftTooLong);
        verify(stage.saidAs(main.contentItem, root.browse.discussion.draftHint) === "alert");
        verify(stage.accessibleTexts(main.contentItem).filter(text => text === root.browse.discussion.draftHint).length > 1); // and of its field
        root.browse.discussion.draft = "";
        root.browse.selectSecret(stage.unsignedSecret);
        root.browse.tab = "comments";
        tryVerify(() => root.browse.discussion.commentsShown);
        compare(stage.saidAs(main.contentItem, "Nobody has said anything yet."), "text");
        root.browse.tab = "history";
        tryVerify(() => root.browse.history.shown);
        compare(stage.saidAs(main.contentItem, "There are no earlier values that you could read."), "text");
    }

    function test_a_secret_of_the_list_has_a_menu() {
        keyClick(Qt.Key_F2);
        const list = item("secretList");
        tryVerify(() => list.activeFocus);
        for (const press of [() => keyClick(Qt.Key_Menu), () => keyClick(Qt.Key_F10, Qt.ShiftModifier)]) {
            press();
            tryVerify(() => find("listMenu") && find("listMenu").opened);
            keyClick(Qt.Key_Escape);
            tryVerify(() => list.activeFocus && list.currentItem.ringed);
        }
        list.positionViewAtBeginning();
        waitForRendering(main.contentItem);
        const row = list.itemAtIndex(root.browse.currentSecretId === list.itemAtIndex(2).secretId ? 1 : 2);
        mouseClick(row, 60, 20, Qt.RightButton);
        compare(root.browse.currentSecretId, row.secretId);
        tryVerify(() => find("listMenu") && find("listMenu").opened);
        keyClick(Qt.Key_Escape);
        root.browse.extendSelection(1);
        verify(root.browse.bulk.active);
        mouseClick(list.itemAtIndex(3), 60, 20, Qt.RightButton);
        tryVerify(() => find("severalMenu") && find("severalMenu").opened);
        verify(root.browse.bulk.active);
        chooseInMenu("menuMoveSeveral");
        shown("placeSheet");
        keyClick(Qt.Key_Escape);
    }

    function test_t36_who_can_be_mistaken_is_marked_data() {
        return [{
                "tag": "plain",
                "marked": false
            }, {
                "tag": "looks like another",
                "marked": true
            }];
    }

    /// In the search, and again above the fingerprint.
    function test_t36_who_can_be_mistaken_is_marked(row) {
        stage.makeLookAlike("Dame Shirley", row.marked);
        root.browse.tab = "sharing";
        shown("accessPane");
        tryVerify(() => find("accessRow_1"));
        item("granteeSearch").forceActiveFocus(Qt.TabFocusReason);
        type("dame");
        tryVerify(() => item("granteeResults").count === 1);
        tryVerify(() => item("granteeResults").currentItem);
        compare(item("granteeResults").currentItem.detail.includes("Can be mistaken"), row.marked);
        keyClick(Qt.Key_Return);
        root.browse.sharing.review();
        shown("jobSheet");
        tryVerify(() => item("goJob").activeFocus);
        keyClick(Qt.Key_Return);
        shown("readersSheet");
        compare(stage.saidAs(main.contentItem, "This name or address can be mistaken for another person's. Look twice."), row.marked ? "alert" : "");
        root.browse.job.readers.cancel();
        root.browse.job.close();
        root.browse.sharing.revert();
        stage.makeLookAlike("Dame Shirley", false);
    }

    function test_sharing_by_keyboard() {
        root.browse.tab = "sharing";
        shown("accessPane");
        tryVerify(() => find("accessRow_1"));
        const search = item("granteeSearch");
        search.forceActiveFocus(Qt.TabFocusReason);
        type("bett");
        tryVerify(() => item("granteeResults").count === 1);
        keyClick(Qt.Key_Return);
        compare(root.browse.sharing.entries.count, 3);
        verify(root.browse.sharing.hasChanges);
        compare(stage.namelessFocusables(item("accessPane")), []);
        root.browse.sharing.review();
        shown("jobSheet");
        tryVerify(() => item("goJob").activeFocus);
        keyClick(Qt.Key_Return);
        shown("readersSheet");
        verify(stage.accessibleTexts(main.contentItem).some(text => text.includes("BBBB BBBB")));
        compare(item("proceedKeys").enabled, false);
        const box = item("confirmKey_0");
        box.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        tryCompare(item("proceedKeys"), "enabled", true);
        item("proceedKeys").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(root.browse.job, "active", false);
        tryVerify(() => !root.browse.sharing.hasChanges && root.browse.sharing.entries.count === 3);
    }

    function test_found_people_are_chosen_by_keyboard() {
        root.browse.tab = "sharing";
        shown("accessPane");
        tryVerify(() => find("accessRow_1"));
        const before = root.browse.sharing.entries.count;
        const field = item("granteeSearch");
        field.forceActiveFocus(Qt.TabFocusReason);
        type("e");
        const list = item("granteeResults");
        tryCompare(list, "count", 5);
        tryVerify(() => list.currentItem && !list.currentItem.present); // Ada, the first, is there already
        compare(list.currentItem.name, "Betty Holberton");
        verify(list.currentItem.current);
        verify(list.height > list.currentItem.height * 4.25 && list.height < list.contentHeight); // the fifth shows that it is there
        compare(findChild(list, "foundBar").visible, true);
        keyClick(Qt.Key_Up);
        compare(list.currentItem.name, "Betty Holberton");
        keyClick(Qt.Key_Down);
        compare(list.currentItem.name, "Dame Shirley"); // Carol is there as well
        keyClick(Qt.Key_Return);
        compare(root.browse.sharing.entries.count, before + 1);
        verify(field.activeFocus);
        compare(list.currentItem.name, "Operations");
        keyClick(Qt.Key_Up);
        compare(list.currentItem.name, "Betty Holberton");
        root.browse.sharing.revert();
        root.browse.sharing.search.text = "";
    }

    function test_rights_are_chosen_from_a_menu() {
        root.browse.tab = "sharing";
        shown("accessPane");
        tryVerify(() => find("rightButton_1") && item("rightButton_1").visible);
        waitForRendering(main.contentItem);
        mouseClick(item("rightButton_1"));
        tryVerify(() => find("right_3"));
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        tryVerify(() => root.browse.sharing.hasChanges);
        root.browse.sharing.revert();
    }

    function test_comments_are_written() {
        root.browse.tab = "comments";
        shown("commentsPane");
        tryVerify(() => find("comment_c1"));
        item("commentField").forceActiveFocus(Qt.TabFocusReason);
        type("Fine");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(root.browse.discussion.comments, "count", 3);
        verify(stage.accessibleTexts(main.contentItem).some(text => text === "Ada Lovelace: Fine"));
        compare(stage.namelessFocusables(item("commentsPane")), []);
    }

    function test_a_revision_opens_masked() {
        root.browse.tab = "history";
        shown("historyPane");
        tryVerify(() => find("openRevision_r1"));
        item("openRevision_r1").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => find("revealOld_password"));
        mouseClick(item("revealOld_password"));
        tryVerify(() => item("revealOld_password").symbol === "eye-off");
        verify(!stage.accessibleTexts(main.contentItem).some(text => text.includes("canary")));
        item("openRevision_r1").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(root.browse.history, "openId", "");
    }

    function test_delete_asks_first() {
        keyClick(Qt.Key_F2);
        tryVerify(() => item("secretList").activeFocus);
        keyClick(Qt.Key_Delete);
        shown("deleteSheet");
        tryVerify(() => item("cancelDelete").activeFocus);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.actions, "deleting", false);
        verify(root.browse.detail.hasSecret);
    }

    function test_the_star_is_a_button() {
        const before = root.browse.detail.favourite;
        mouseClick(item("favouriteButton"));
        tryCompare(root.browse.detail, "favourite", !before);
    }

    function test_tags_are_typed() {
        root.browse.actions.addTag("web");
        tryVerify(() => root.browse.actions.tags.length === 1);
        verify(stage.accessibleTexts(main.contentItem).some(text => text === "web"));
        tryVerify(() => !root.browse.actions.busy); // it shows before the server has said so
        root.browse.actions.removeTag("web");
        tryVerify(() => root.browse.actions.tags.length === 0);
    }

    function test_folders_have_a_menu() {
        keyClick(Qt.Key_F1);
        const tree = item("sidebar");
        tryVerify(() => tree.activeFocus);
        for (let row = 0; row < tree.count; ++row) {
            if (root.browse.sidebar.idAt(row).startsWith("collection:"))
                tree.go(row);
        }
        const name = root.browse.title;
        keyClick(Qt.Key_Menu);
        tryVerify(() => find("menuRenameFolder"));
        compare(root.browse.folders.targetName, name);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !item("menuRenameFolder").visible);
        mouseClick(tree.currentItem, 60, tree.currentItem.height - 10, Qt.RightButton);
        tryVerify(() => item("menuRenameFolder").visible);
        keyClick(Qt.Key_Escape);
        root.browse.folders.askForNew();
        shown("folderNameSheet");
        tryVerify(() => item("folderName").activeFocus);
        type("Below");
        keyClick(Qt.Key_Return);
        tryCompare(root.browse, "title", "Below");
        root.browse.chooseFolder(root.browse.currentNodeId);
        root.browse.folders.askToDelete();
        shown("folderDeleteSheet");
        keyClick(Qt.Key_Escape);
        compare(root.browse.folders.question, FoldersViewModel.None);
    }

    function test_a_secret_is_dragged_onto_a_folder() {
        const tree = item("sidebar");
        let row = 0;
        while (row < tree.count && !root.browse.sidebar.idAt(row).startsWith("collection:"))
            ++row;
        const folder = root.browse.sidebar.idAt(row);
        const target = tree.itemAtIndex(row);
        const list = item("secretList");
        list.positionViewAtBeginning();
        waitForRendering(main.contentItem);
        let from = 0;
        while (list.itemAtIndex(from).place.endsWith(target.label)) // that would be no move
            ++from;
        const source = list.itemAtIndex(from);
        const id = source.secretId;
        const end = target.mapToItem(source, target.width / 2, target.height - 8);
        mousePress(source, 60, 20);
        mouseMove(source, 40, 24, 20);
        mouseMove(source, 10, 30, 20);
        mouseMove(source, end.x, end.y, 20);
        mouseMove(source, end.x + 1, end.y, 20);
        mouseRelease(source, end.x + 1, end.y);
        tryVerify(() => stage.shareLog().includes("plan move " + id + " to " + folder.slice(11)));
        tryCompare(root.browse.job, "active", false);
    }

    function test_moving_by_keyboard() {
        root.browse.moveSecret();
        shown("placeSheet");
        tryVerify(() => item("placeFilter").activeFocus);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.move.place, "asking", false);
    }

    function test_groups_open_from_the_menu() {
        root.browse.showGroups();
        shown("groupsSheet");
        tryVerify(() => find("memberRow_1"));
        tryVerify(() => item("groupList").activeFocus);
        keyClick(Qt.Key_Down);
        tryCompare(root.browse.groups, "currentName", "Board");
        verify(!root.browse.groups.managed);
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.groups, "open", false);
    }

    function test_reasons_stand_in_the_list_and_above_the_fields() {
        stage.mark(stage.signedSecret);
        stage.app.syncAll();
        tryVerify(() => root.browse.detail.reasons.count === 1);
        tryVerify(() => item("reasonsCard").visible);
        root.browse.selectNode("attention");
        verify(stage.accessibleTexts(main.contentItem).some(text => text.startsWith("Out of date or out of place")));
    }
}
