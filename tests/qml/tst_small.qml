// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// The smallest window with the largest text, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse

    function scrollerOf(item) {
        let up = item;
        while (up && up.objectName !== "sheetScroller")
            up = up.parent;
        return up;
    }

    function initTestCase() {
        Theme.reducedMotion = true;
        Theme.textScale = 2;
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
        main.width = Theme.windowMinimumWidth;
        main.height = Theme.windowMinimumHeight;
        tryVerify(() => !item("detailPane").visible); // the list alone has room
    }

    function cleanupTestCase() {
        Theme.reducedMotion = false;
        Theme.textScale = 1;
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        item("secretList").forceActiveFocus(Qt.TabFocusReason);
        tryVerify(() => item("secretList").activeFocus);
        root.browse.selectSecret(stage.signedSecret);
        keyClick(Qt.Key_Return);
        tryVerify(() => item("detailPane").visible);
        waitForRendering(main.contentItem, 200);
    }

    name: "Small"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_qr_code_is_whole() {
        root.browse.showcase.showPrimary(ShowcaseViewModel.QrCode);
        shown("showcaseSheet");
        const code = shown("qrCode");
        const scroller = scrollerOf(code);
        tryVerify(() => code.height > 0 && code.mapToItem(scroller, 0, code.height).y <= scroller.height, 2000, "all of it in view");
        verify(code.height > Theme.tileLarge);
        compare(code.height, code.width);
        root.browse.showcase.close();
        tryVerify(() => !find("showcaseSheet") || !find("showcaseSheet").visible);
    }

    function test_a_tall_menu_scrolls() {
        const button = item("secretMenuButton");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        tryVerify(() => button.menu.opened);
        const list = button.menu.contentItem;
        verify(button.menu.height <= main.height);
        verify(list.contentHeight > list.height);
        verify(list.interactive);
        for (let i = 0; i < button.menu.count; ++i)
            keyClick(Qt.Key_Down);
        const last = list.currentItem;
        verify(last.y > list.height);
        const isInView = () => last.y >= list.contentY && last.y + last.height <= list.contentY + list.height + 1;
        tryVerify(isInView, 5000, "the last one, " + last.y + " + " + last.height + ", in " + list.contentY + " + " + list.height);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !button.menu.visible);
    }

    function test_pages_scroll_a_sheet_and_its_search_field_stays() {
        keyClick(Qt.Key_Slash, Qt.ControlModifier);
        shown("keySheet");
        tryVerify(() => item("keySearch").activeFocus);
        const scroller = findChild(item("keySheet").contentItem, "sheetScroller");
        waitForItemPolished(scroller);
        waitForRendering(scroller); // columns and rows are where they stay
        verify(scroller.contentHeight > scroller.height);
        keyClick(Qt.Key_PageDown);
        tryVerify(() => scroller.contentY > 0);
        compare(scrollerOf(item("keySearch")), null);
        keyClick(Qt.Key_PageUp);
        compare(scroller.contentY, 0);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !item("keySheet").visible);
    }

    function test_actions_stand_below_what_they_are_for() {
        const pane = item("detailPane");
        const name = root.browse.detail.name;
        const edit = item("editButton");
        verify(edit.mapToItem(pane, 0, 0).x >= 0);
        verify(edit.mapToItem(pane, edit.width, 0).x <= pane.width);
        const card = item("fieldCard_password");
        const copy = item("copyButton_password");
        verify(copy.mapToItem(card, copy.width, 0).x <= card.width);
        verify(copy.mapToItem(card, 0, copy.height).y <= card.height);
        verify(name !== "");
    }

    function test_what_is_asked_below_a_form_has_room() {
        root.browse.editSecret();
        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
        root.browse.editor.name = "Another";
        root.browse.editor.cancel();
        tryVerify(() => item("keepWritingButton").activeFocus);
        waitForRendering(main.contentItem, 200);
        const hint = item("editorHint");
        const keep = item("keepWritingButton");
        verify(!hint.truncated && hint.width > Theme.sidebarMinimum / 2);
        verify(keep.mapToItem(main.contentItem, keep.width, 0).x <= main.width);
        root.browse.editor.discard();
    }
}
