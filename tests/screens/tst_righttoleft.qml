// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A language that is read from right to left.
ScreenCase {
    id: root

    function middleOf(name) {
        const found = item(name);
        return found.mapToItem(root.window.contentItem, found.width / 2, 0).x;
    }

    function test_the_window_is_turned_round() {
        root.window.width = Theme.windowWidth;
        showDetail();
        waitForRendering(root.window.contentItem, 200);
        verify(middleOf("sidebar") > middleOf("secretList"));
        verify(middleOf("secretList") > middleOf("detailPane"));
        verify(middleOf("copyButton_password") < middleOf("detailPane"));
    }

    function test_arrows_follow_the_direction() {
        root.window.requestActivate();
        tryCompare(root.window, "active", true);
        const tree = item("sidebar");
        let row = 0;
        while (!root.browse.sidebar.idAt(row).startsWith("collection:"))
            ++row;
        tree.forceActiveFocus(Qt.TabFocusReason);
        tryCompare(tree, "activeFocus", true);
        tree.go(row);
        root.browse.sidebar.collapse(row);
        const before = tree.count;
        keyClick(Qt.Key_Left); // inwards
        verify(tree.count > before);
        keyClick(Qt.Key_Right);
        compare(tree.count, before);
        showDetail();
        item("tab_details").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Left);
        compare(root.browse.tab, "sharing");
        keyClick(Qt.Key_Right);
        compare(root.browse.tab, "details");
    }

    function test_what_fills_fills_from_the_right() {
        const slider = createTemporaryObject(sliderComponent, root.window.contentItem);
        const filled = findChild(slider, "filled");
        waitForRendering(slider);
        compare(filled.width, filled.parent.width / 4);
        compare(filled.x, filled.parent.width - filled.width);
    }

    function test_what_points_points_the_other_way() {
        const icon = createTemporaryObject(iconComponent, root.window.contentItem);
        compare(icon.mirror, true);
        icon.symbol = "search";
        compare(icon.mirror, false);
        icon.symbol = "arrow-left";
        icon.LayoutMirroring.enabled = false;
        compare(icon.mirror, false);
    }

    function test_names_begin_where_everything_begins() {
        const name = createTemporaryObject(nameComponent, root.window.contentItem);
        compare(name.alignRight, true);
        name.LayoutMirroring.enabled = false;
        compare(name.alignRight, false);
    }

    language: "ar-XB"
    name: "RightToLeft"

    Component {
        id: sliderComponent

        Slider {
            from: 0
            label: "Length"
            to: 100
            value: 25
            width: 200
        }
    }

    Component {
        id: iconComponent

        Icon {
            symbol: "chevron-right"
        }
    }

    Component {
        id: nameComponent

        HighlightedText {
            marks: [4, 3]
            text: "PostgreSQL"
            width: 300
        }
    }
}
