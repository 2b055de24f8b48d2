// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Browse
import Coffret.Controls
import Coffret.Test
import Coffret.Ui

/// The browser on a whole vault of fakes, driven by keys and pointer.
Item {
    id: root

    height: 760
    width: 1180

    Stage {
        id: stage
    }

    BrowsePage {
        id: page

        anchors.fill: parent
        app: stage.app
        focus: true
    }

    Component {
        id: fieldComponent

        FieldDelegate {
            busy: false
            codeRemaining: 0
            index: 0
            isProtected: false
            key: "certificate"
            kind: "certificate"
            label: "Certificate"
            monospace: true
            multiline: true
            plainValue: new Array(20).fill("M".repeat(64)).join("\n")
            remaining: 0
            revealed: false
            running: false
            secret: null
            spokenValue: ""
            width: 600
        }
    }

    Component {
        id: rowComponent

        SecretRow {
            attention: ""
            checkedOut: false
            chosen: false
            expired: false
            expiry: ""
            favourite: false
            ground: ""
            hasTotp: false
            lentText: ""
            name: "Licence"
            nameMarks: []
            needsApproval: false
            place: "ada · Apps"
            placeMarks: []
            secretId: "x"
            similar: ""
            symbol: ""
            type: "login"
            typeLabel: "Login"
            width: 300
        }
    }

    SignalSpy {
        id: lookups

        signalName: "lookupRequested"
        target: stage.app
    }

    TestCase {
        id: test

        name: "Browse"
        when: windowShown

        function item(name) {
            const found = findChild(page, name);
            verify(found, name);
            return found;
        }

        function initTestCase() {
            tryCompare(item("searchField"), "activeFocus", true); // who starts the program can type at once
            stage.addAccount("acme", "Acme");
            stage.addAccount("other", "Other company");
            verify(stage.openAll());
            tryCompare(stage.app.browse.secrets, "count", 120);
        }

        function init() {
            root.width = 1180;
            stage.app.browse.selectAccount("acme");
            stage.app.browse.searchText = "";
            stage.app.browse.typeFilter = "";
            stage.app.browse.selectNode("all");
            stage.app.browse.selectSecret("");
            stage.app.toast.dismiss();
            page.detailOpen = false;
            page.focusSearch();
        }

        function test_typing_finds_and_copies() {
            const field = item("searchField");
            verify(field.activeFocus);
            for (const letter of "git")
                keyClick(letter);
            compare(stage.app.browse.searchText, "git");
            verify(stage.app.browse.secrets.count < 120);
            compare(stage.app.browse.currentSecretId, stage.app.browse.secrets.idAt(0));
            const list = item("secretList");
            compare(list.currentIndex, 0);
            keyClick(Qt.Key_Down);
            compare(list.currentIndex, 1);
            verify(field.activeFocus);
            keyClick(Qt.Key_Escape);
            compare(field.text, "");
            compare(stage.app.browse.searchText, "");
            keyClick(Qt.Key_Escape);
            verify(list.activeFocus);
        }

        function test_the_list_begins_below_the_filters() {
            waitForRendering(page);
            verify(item("secretList").mapToItem(page, 0, 0).y < 140);
        }

        function test_a_row_is_spoken_without_what_it_lacks() {
            const row = createTemporaryObject(rowComponent, root);
            verify(row);
            verify(stage.accessibleTexts(root).includes("Licence, Login, ada · Apps"));
            row.place = "";
            verify(stage.accessibleTexts(root).includes("Licence, Login"));
        }

        function test_the_list_by_keyboard() {
            page.focusList();
            const list = item("secretList");
            verify(list.activeFocus);
            compare(list.currentIndex, 0);
            keyClick(Qt.Key_End);
            compare(list.currentIndex, 119);
            keyClick(Qt.Key_PageUp);
            verify(list.currentIndex < 119 && list.currentIndex > 60);
            keyClick(Qt.Key_Home);
            compare(list.currentIndex, 0);
            keyClick(Qt.Key_Up);
            compare(list.currentIndex, 0);
            verify(list.currentItem.ringed);
            keyClick(Qt.Key_Return);
            verify(item("detailPane").activeFocus);
            keyClick(Qt.Key_Escape);
            verify(list.activeFocus);
        }

        function test_the_pointer_draws_no_ring() {
            const list = item("secretList");
            list.positionViewAtBeginning();
            mouseClick(list, 60, 30);
            verify(list.activeFocus);
            compare(list.currentIndex, 0);
            verify(!list.currentItem.ringed);
            keyClick(Qt.Key_Down);
            verify(list.currentItem.ringed);
        }

        function test_the_tree_by_keyboard() {
            page.focusTree();
            const tree = item("sidebar");
            const model = stage.app.browse.sidebar;
            verify(tree.activeFocus);
            compare(tree.currentIndex, 0);
            keyClick(Qt.Key_Down);
            compare(stage.app.browse.currentNodeId, "favourites");
            keyClick(Qt.Key_End);
            compare(tree.currentIndex, tree.count - 1);
            keyClick(Qt.Key_Home);
            compare(tree.currentIndex, 0);

            let branch = -1;
            for (let row = 0; row < tree.count && branch < 0; ++row) {
                tree.currentIndex = row;
                branch = tree.currentItem.expandable ? row : -1;
            }
            verify(branch > 0);
            tree.go(branch);
            const closed = tree.count;
            keyClick(Qt.Key_Right);
            verify(tree.count > closed);
            compare(tree.currentIndex, branch);
            keyClick(Qt.Key_Right);
            compare(tree.currentIndex, branch + 1);
            keyClick(Qt.Key_Left);
            compare(tree.currentIndex, branch);
            keyClick(Qt.Key_Left);
            compare(tree.count, closed);
            keyClick("*");
            verify(tree.count > closed);
            verify(tree.currentItem.expanded);
            for (let row = tree.count - 1; row >= 0; --row)
                model.collapse(row);
        }

        function test_type_ahead() {
            page.focusTree();
            const tree = item("sidebar");
            for (const letter of "nee")
                keyClick(letter);
            compare(stage.app.browse.currentNodeId, "attention");
        }

        function test_the_path_leads_to_its_folders() {
            const browse = stage.app.browse;
            browse.selectNode("all");
            browse.selectSecret(stage.signedSecret);
            const last = browse.detail.places.count - 1;
            verify(last > 0);
            tryVerify(() => item("place_" + last) !== null);
            item("place_" + last).forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Left);
            verify(item("place_" + (last - 1)).activeFocus);
            keyClick(Qt.Key_Return);
            compare(browse.currentNodeId, browse.detail.places.keyAt(last - 1));
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Space);
            compare(browse.currentNodeId, browse.detail.places.keyAt(last));
            mouseClick(item("place_0"));
            compare(browse.currentNodeId, browse.detail.places.keyAt(0));
            compare(browse.currentSecretId, stage.signedSecret);
            browse.selectNode("all");
            for (let row = item("sidebar").count - 1; row >= 0; --row)
                browse.sidebar.collapse(row);
        }

        function test_filters() {
            stage.app.browse.typeFilter = "login";
            verify(stage.app.browse.secrets.count > 0 && stage.app.browse.secrets.count < 120);
            stage.app.browse.searchText = "qqqqqq";
            compare(stage.app.browse.secrets.count, 0);
            verify(stage.accessibleTexts(root).some(text => text.includes("qqqqqq")));
        }

        function test_an_empty_search_leads_on() {
            stage.app.browse.searchText = "qqqqqq";
            compare(stage.app.browse.secrets.count, 0);
            lookups.clear();
            const button = item("searchEverywhere");
            tryCompare(button, "visible", true);
            button.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            compare(lookups.count, 1);
            compare(lookups.signalArguments[0][0], "qqqqqq");
            stage.app.browse.searchText = "";
            verify(!button.visible);
        }

        function test_all_words_are_told() {
            const heard = words => stage.saidAs(root, words);
            stage.app.browse.selectSecret(stage.signedSecret);
            const detail = stage.app.browse.detail;
            compare(heard(detail.typeLabel), "text");
            compare(heard(item("place_0").label), "link");
            compare(heard("Created " + detail.createdText), "text");
            compare(heard("Changed " + detail.modifiedText), "text");
            compare(heard("120 shown"), "text");
            compare(heard("Types"), "heading");
            compare(heard("Folders"), "heading");
            stage.app.browse.selectNode("favourites");
            compare(heard(stage.app.browse.title), "heading");
            stage.app.browse.selectNode("all");
            stage.app.browse.selectSecret(stage.signedSecret);
            stage.advance(3600); // whatever was opened before is not held any more
            stage.holdValues(true);
            detail.reveal("password");
            tryVerify(() => heard("Opening…") === "text");
            stage.holdValues(false);
            tryVerify(() => heard("Opening…") === "");
        }

        function test_filters_are_one_stop_and_go_by_arrows() {
            const chosen = item("filter_");
            chosen.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Right);
            compare(stage.app.browse.typeFilter, "login");
            verify(item("filter_login").visualFocus);
            keyClick(Qt.Key_Left);
            keyClick(Qt.Key_Left); // round the corner
            compare(stage.app.browse.typeFilter, "certificate");
            keyClick(Qt.Key_Tab);
            verify(!item("filter_certificate").activeFocus && !item("filter_").activeFocus);
            keyClick(Qt.Key_Tab, Qt.ShiftModifier);
            verify(item("filter_certificate").activeFocus);
            keyClick(Qt.Key_Space); // off again
            compare(stage.app.browse.typeFilter, "");
        }

        function test_what_the_search_asks_for_is_shown_and_taken_out_again() {
            const field = item("searchField");
            field.text = "type:login -is:expired git";
            const first = item("queryChip_0");
            const second = item("queryChip_1");
            tryVerify(() => first.visible && second.visible);
            compare(first.Accessible.name, "Remove from search: Login");
            compare(second.Accessible.name, "Remove from search: Not: Expired");
            tryVerify(() => second.width > 0); // laid out
            verify(first.width <= first.parent.width);
            field.forceActiveFocus(Qt.TabFocusReason);
            for (let i = 0; i < 4 && !first.activeFocus; ++i)
                keyClick(Qt.Key_Tab);
            verify(first.visualFocus);
            keyClick(Qt.Key_Delete);
            compare(field.text, "-is:expired git");
            verify(field.activeFocus);
            item("queryChip_0").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Escape);
            verify(field.activeFocus);
            compare(field.text, "-is:expired git");
            mouseClick(item("queryChip_0"));
            compare(field.text, "git");
            tryCompare(stage.app.browse.chips, "count", 0);
            field.text = "";
        }

        function test_what_is_only_similar_stands_below_a_heading() {
            const field = item("searchField");
            const list = item("secretList");
            field.text = "gihtub";
            tryVerify(() => list.count > 0 && findChild(list, "similarHeading") !== null);
            compare(item("similarHeading").text, "Similar");
            verify(list.itemAtIndex(0).Accessible.description.startsWith("Similar"));
            verify(list.itemAtIndex(0).y >= item("similarHeading").height);
            field.text = "";
            tryVerify(() => !findChild(list, "similarHeading") || !item("similarHeading").visible);
        }

        function test_folders_that_were_found_lead_to_their_lists() {
            const field = item("searchField");
            field.text = "o";
            tryVerify(() => stage.app.browse.folderHits.count > 0);
            const hits = stage.app.browse.folderHits;
            const key = hits.keyAt(0);
            const first = item("folderHit_" + hits.data(hits.index(0, 0), ChoiceListModel.LabelRole));
            first.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Up);
            verify(field.activeFocus);
            first.forceActiveFocus(Qt.TabFocusReason);
            for (let i = 0; i < hits.count; ++i)
                keyClick(Qt.Key_Down);
            verify(item("secretList").activeFocus);
            first.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Escape);
            verify(field.activeFocus);
            mouseClick(first);
            compare(stage.app.browse.currentNodeId, key);
            compare(field.text, "");
            stage.app.browse.selectNode("all");
            field.text = "o";
            tryVerify(() => hits.count > 0);
            item("folderHit_" + hits.data(hits.index(0, 0), ChoiceListModel.LabelRole)).forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            compare(stage.app.browse.currentNodeId, key);
            stage.app.browse.selectNode("all");
        }

        function test_choosing_a_filter_moves_nothing() {
            const list = item("secretList");
            waitForRendering(page);
            const y = list.mapToItem(page, 0, 0).y;
            for (const type of ["login", "sshkey", "note", "apikey", "certificate"]) {
                stage.app.browse.typeFilter = type;
                waitForRendering(page, 100);
                compare(list.mapToItem(page, 0, 0).y, y);
                verify(!item("filter_" + type).wordless, type); // at the usual size there is room for each
            }
            const chips = item("filter_").parent;
            const chosen = item("filter_certificate");
            const line = chips.height;
            chips.width = chips.inOneLine() - 1;
            tryVerify(() => chosen.wordless);
            compare(chips.height, line);
        }

        function markedIn(top) {
            const own = top.visible && top.marks !== undefined ? Array.from(top.marks).filter((_, i) => i % 2 === 0).map((start, i) => top.text.substr(start, top.marks[2 * i + 1]).toLowerCase()) : [];
            return Array.from(top.children).reduce((all, child) => all.concat(markedIn(child)), own);
        }

        function test_what_was_searched_for_stands_out() {
            stage.app.browse.searchText = "git a";
            tryVerify(() => markedIn(item("secretList")).includes("git") && markedIn(item("secretList")).includes("a"));
            stage.app.browse.searchText = "";
            tryVerify(() => markedIn(item("secretList")).length === 0);
        }

        function test_cards_are_as_high_as_what_they_show() {
            stage.app.browse.selectSecret(stage.signedSecret);
            waitForRendering(page);
            tryCompare(item("fieldCard_password"), "height", Theme.listRow);
            tryCompare(item("fieldCard_username"), "height", Theme.listRow);
        }

        function test_a_long_certificate_is_folded() {
            const card = createTemporaryObject(fieldComponent, root);
            const words = findChild(card, "plain_certificate");
            const button = findChild(card, "foldButton_certificate");
            verify(card.wide && button.visible);
            tryCompare(words, "lineCount", 6);
            const folded = card.implicitHeight;
            mouseClick(button);
            tryCompare(words, "lineCount", 20);
            tryVerify(() => card.implicitHeight > folded);
            card.plainValue = "-----BEGIN";
            verify(!card.unfolded && !button.visible);
        }

        function test_the_order_is_chosen_by_keyboard() {
            const first = stage.app.browse.secrets.idAt(0);
            const button = item("orderButton");
            button.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            tryCompare(button.menu, "opened", true);
            verify(findChild(button.menu.contentItem, "order_usual").current);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            tryCompare(button.menu, "visible", false);
            compare(stage.app.browse.order, "changed");
            compare(button.Accessible.description, "Last changed");
            verify(button.tip.includes("Last changed"));
            button.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            tryCompare(button.menu, "opened", true);
            const changed = findChild(button.menu.contentItem, "order_changed");
            changed.triggered(); // the one it is already
            verify(changed.current);
            button.menu.close();
            tryCompare(button.menu, "visible", false);
            verify(stage.app.browse.secrets.idAt(0) !== first);
            stage.app.browse.order = "usual";
            compare(stage.app.browse.secrets.idAt(0), first);
        }

        function test_revealing_and_hiding() {
            stage.app.browse.selectSecret(stage.signedSecret);
            const card = item("fieldCard_password");
            verify(card.masked);
            compare(card.spoken, card.label + ", hidden");
            mouseClick(item("revealButton_password"));
            tryCompare(card, "revealed", true);
            verify(card.running);
            verify(!stage.accessibleTexts(root).some(text => text.includes(stage.password)));
            tryVerify(() => item("verdictBadge").good);
            stage.advance(21);
            tryCompare(card, "revealed", false);
        }

        function test_the_countdown_can_be_stopped() {
            stage.app.browse.selectSecret(stage.signedSecret);
            const card = item("fieldCard_password");
            mouseClick(item("revealButton_password"));
            tryCompare(card, "revealed", true);
            stage.app.browse.detail.keepRevealed("password");
            tryCompare(card, "running", false);
            stage.advance(60);
            wait(0);
            verify(card.revealed);
            mouseClick(item("revealButton_password"));
            compare(card.revealed, false);
        }

        function test_copying_a_card() {
            stage.app.browse.selectSecret(stage.signedSecret);
            item("fieldCard_password").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            tryVerify(() => stage.clipboardText() === stage.password);
            const toast = item("toast");
            tryCompare(toast, "shown", true);
            verify(toast.canClear);
            verify(toast.text.length > 0);
            stage.advance(21);
            tryVerify(() => stage.clipboardText() === "");
            tryCompare(toast, "shown", false);
        }

        function test_a_message_that_goes_gives_the_keyboard_to_the_list() {
            stage.app.browse.selectSecret(stage.signedSecret);
            stage.app.browse.copyPrimary();
            const button = item("toastClear");
            tryCompare(button, "visible", true);
            button.forceActiveFocus(Qt.TabFocusReason);
            stage.app.toast.dismiss();
            tryVerify(() => item("secretList").activeFocus);
        }

        function test_grounds_keep_their_symbols_readable() {
            const linear = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            const luminance = c => 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
            for (let i = 0; i < 216; ++i) {
                const ground = Qt.rgba(Math.floor(i / 36) / 5, Math.floor(i / 6) % 6 / 5, i % 6 / 5, 1);
                const lights = [luminance(ground), luminance(Theme.inkOn(ground))].sort((a, b) => a - b);
                verify((lights[1] + 0.05) / (lights[0] + 0.05) >= 4, ground);
            }
        }

        function test_a_code_is_spoken_while_it_is_shown() {
            const detail = stage.app.browse.detail;
            const heard = () => stage.accessibleTexts(page).filter(text => text.startsWith("One-time code, ")).join();
            stage.app.browse.selectSecret(stage.signedSecret);
            detail.reveal("password");
            tryVerify(() => heard() === "One-time code, hidden");
            const card = item("fieldCard_totp");
            compare(findChild(card, "codeRing").visible, false);
            detail.reveal("totp");
            tryVerify(() => /^One-time code,( \d){6}$/.test(heard()));
            const ring = findChild(card, "codeRing");
            compare(ring.visible, true);
            verify(ring.remaining > 0 && ring.remaining <= 1);
            const first = heard();
            detail.keepRevealed("totp");
            stage.advance(30);
            tryVerify(() => /^One-time code,( \d){6}$/.test(heard()) && heard() !== first);
            detail.hide("totp");
            tryVerify(() => heard() === "One-time code, hidden");
            compare(ring.visible, false);
            stage.app.browse.copyCode();
            tryVerify(() => /^\d{6}$/.test(stage.clipboardText()));
        }

        function test_what_cannot_be_written_says_why() {
            const tree = item("sidebar");
            page.focusTree();
            for (let row = 0; row < tree.count; ++row) {
                if (stage.app.browse.sidebar.idAt(row).startsWith("collection:"))
                    tree.go(row);
            }
            keyClick(Qt.Key_Menu);
            tryVerify(() => findChild(page, "menuNewSecret") && findChild(page, "menuNewSecret").visible);
            verify(!item("menuNewSecret").enabled);
            verify(item("menuNewSecret").reason.includes("read"));
            keyClick(Qt.Key_Escape);
            tryVerify(() => !item("menuNewSecret").visible);

            stage.app.browse.selectNode("all");
            stage.app.browse.selectSecret(stage.signedSecret);
            compare(item("menuReason").text, stage.app.browse.detail.editHint);
            const said = item("menuReason").text;
            for (const name of ["menuMove", "menuDelete", "menuExpireLater"]) {
                compare(item(name).explained, false); // it stands above, once
                compare(item(name).Accessible.description, said); // a screen reader says it where it counts
            }
        }

        function test_copying_what_nobody_signed_asks() {
            stage.app.browse.selectSecret(stage.unsignedSecret);
            const before = stage.clipboardText();
            stage.app.browse.copyPrimary();
            const bar = item("confirmCopyBar");
            tryCompare(bar, "visible", true);
            compare(stage.clipboardText(), before);
            tryVerify(() => item("cancelCopyButton").activeFocus);
            keyClick(Qt.Key_Return);
            tryCompare(bar, "visible", false);
            verify(item("detailPane").activeFocus);
            compare(stage.clipboardText(), before);
            stage.app.browse.copyPrimary();
            tryCompare(bar, "visible", true);
            waitForRendering(page);
            mouseClick(item("confirmCopyButton"));
            tryVerify(() => stage.clipboardText() !== before);
        }

        function test_a_question_left_behind_takes_no_focus() {
            stage.app.browse.selectSecret(stage.unsignedSecret);
            stage.app.browse.copyPrimary();
            tryCompare(item("confirmCopyBar"), "visible", true);
            page.focusSearch();
            keyClick("g");
            tryCompare(item("confirmCopyBar"), "visible", false);
            verify(item("searchField").activeFocus);
        }

        function test_errors_show_a_banner() {
            const banner = item("errorBanner");
            compare(banner.visible, false);
            stage.failNextSync();
            stage.app.syncAll();
            tryCompare(banner, "visible", true);
            verify(banner.title.length > 0 && banner.hint.length > 0);
            waitForRendering(page);
            mouseClick(item("retryButton"));
            tryCompare(banner, "visible", false);
        }

        function test_a_narrow_window_stacks() {
            root.width = 720;
            waitForRendering(page);
            verify(page.stacked);
            verify(item("secretList").visible);
            verify(!item("detailPane").visible);
            page.focusList();
            keyClick(Qt.Key_Return);
            verify(!item("secretList").visible);
            verify(item("detailPane").visible);
            keyClick(Qt.Key_Escape);
            tryCompare(item("secretList"), "activeFocus", true);
            verify(!item("detailPane").visible);
        }

        function test_panes_in_turn() {
            stage.app.browse.selectSecret(stage.signedSecret);
            page.focusTree();
            page.focusNextPane();
            verify(item("secretList").activeFocus);
            page.focusNextPane();
            verify(item("detailPane").activeFocus);
            page.focusNextPane();
            verify(item("sidebar").activeFocus);
        }

        function test_accounts_switch() {
            page.chooseAccount(1);
            compare(stage.app.browse.currentAccountId, "other");
            page.chooseAccount(7);
            compare(stage.app.browse.currentAccountId, "other");
            page.chooseAccount(0);
            compare(stage.app.browse.currentAccountId, "acme");
        }

        function test_everything_focusable_has_a_name() {
            stage.app.browse.selectSecret(stage.signedSecret);
            compare(stage.namelessFocusables(page), []);
        }
    }
}
