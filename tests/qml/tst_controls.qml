// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Test

/// The controls by themselves: keyboard, names, what assistive technology is told.
Item {
    id: root

    height: 600
    width: 480

    Stage {
        id: stage
    }

    Column {
        id: column

        spacing: 8
        width: parent.width

        Button {
            id: button

            text: "Save"
        }

        IconButton {
            id: iconButton

            symbol: "copy"
            text: "Copy it"
        }

        Chip {
            id: chip

            symbol: "login"
            text: "Logins"
        }

        TextField {
            id: field

            label: "Address"
            placeholderText: "vault"
        }

        PasswordField {
            id: password

            label: "Access token"
            width: 200
        }

        SearchField {
            id: search

            keyHint: "/"
            label: "Search"
            width: 200
        }

        MaskDots {
            id: dots
        }

        TextMetrics {
            id: metrics

            font: words.font
        }

        HighlightedText {
            id: words

            marks: [3, 4, 12, 3]
            text: "<b>bold</b> and long"
            width: 300
        }

        FieldCard {
            id: card

            label: "Password"
            spoken: "Password, hidden"
            width: 300

            actions: IconButton {
                id: cardCopy

                symbol: "copy"
                text: "Copy Password"
            }

            MaskDots {
            }
        }

        Banner {
            id: banner

            details: "GET /resources: 503"
            hint: "Try again."
            title: "The server does not answer."
            width: 300
        }

        Toast {
            id: toast

            canClear: true
            remaining: 0.5
            secondsLeft: 12
            shown: true
            text: "Password copied"
        }

        EmptyState {
            id: empty

            title: "Nothing here"
            width: 200
        }
    }

    SignalSpy {
        id: clicks

        signalName: "clicked"
    }

    SignalSpy {
        id: copies

        signalName: "copyRequested"
        target: card
    }

    SignalSpy {
        id: moves

        signalName: "moved"
        target: search
    }

    SignalSpy {
        id: searchCopies

        signalName: "copyRequested"
        target: search
    }

    SignalSpy {
        id: leaves

        signalName: "leaveRequested"
        target: search
    }

    TestCase {
        name: "Controls"
        when: windowShown

        /// Where it has the width it asks for; in less, they go on in a second line.
        function test_words_of_a_button_break_only_where_they_must() {
            const words = button.contentItem.children[0].children[1];
            for (const text of ["Manager", "Member", "Review…", "Undo changes", "Verwalter", "Übernehmen", "Use an account kit", "WAVE To. Avatar"]) {
                button.text = text;
                compare(words.text, text);
                waitForRendering(button, 50);
                compare(words.lineCount, 1, text);
                compare(words.truncated, false, text);
            }
            const height = button.height;
            button.width = button.implicitWidth - 20;
            tryCompare(words, "lineCount", 2);
            tryVerify(() => button.height > height);
            button.width = undefined;
            button.text = "Save";
        }

        function test_buttons_work_by_every_key_data() {
            return [{
                    "tag": "Button",
                    "control": button
                }, {
                    "tag": "IconButton",
                    "control": iconButton
                }, {
                    "tag": "Chip",
                    "control": chip
                }];
        }

        function test_buttons_work_by_every_key(row) {
            clicks.target = row.control;
            clicks.clear();
            row.control.forceActiveFocus();
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Enter);
            mouseClick(row.control);
            verify(stage.pressAccessibly(row.control));
            compare(clicks.count, 5);
        }

        function test_disabled_buttons_do_nothing() {
            clicks.target = button;
            clicks.clear();
            button.enabled = false;
            mouseClick(button);
            keyClick(Qt.Key_Return);
            compare(clicks.count, 0);
            button.enabled = true;
        }

        function test_a_button_that_has_too_little_room_elides() {
            button.text = "Save and share with everybody who needs it";
            button.width = 90;
            const words = button.contentItem.children[0].children[1];
            tryVerify(() => words.truncated);
            verify(words.width < 90);
            button.width = undefined;
            button.text = "Save";
            tryVerify(() => !words.truncated);
        }

        function test_targets_are_large_enough() {
            for (const control of [button, iconButton, chip, field, search])
                verify(control.width >= 24 && control.height >= 24, control);
        }

        function test_passwords_are_not_told() {
            password.forceActiveFocus();
            for (const letter of "hunter2")
                keyClick(letter);
            compare(password.typed, "hunter2");
            const texts = stage.accessibleTexts(root);
            verify(texts.length > 5);
            verify(texts.every(text => !text.includes("hunter2")), texts);
            verify(texts.includes("Access token"));
            password.clear();
            compare(password.typed, "");
        }

        /// Neither what it is nor how long, whatever is typed.
        function test_t19_a_password_field_tells_no_length() {
            password.clear();
            verify(stage.isPasswordText(password));
            verify(!stage.isPasswordText(field));
            const empty = stage.accessibleTexts(root);
            for (const typed of ["a", "hunter2", "x".repeat(300)]) {
                password.typed = typed;
                compare(stage.readableCharacters(password), 0);
                compare(stage.accessibleTexts(root), empty);
            }
            password.clear();
            field.text = "vault.example";
            compare(stage.readableCharacters(field) > 0, true); // where something is told, this counts it
            field.text = "";
        }

        function test_everything_focusable_has_a_name() {
            compare(stage.namelessFocusables(root), []);
        }

        function test_search_keys() {
            moves.clear();
            searchCopies.clear();
            leaves.clear();
            search.forceActiveFocus();
            keyClick("g");
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Up);
            compare(moves.count, 2);
            compare(moves.signalArguments[0][0], 1);
            compare(moves.signalArguments[1][0], -1);
            keyClick(Qt.Key_C, Qt.ControlModifier);
            compare(searchCopies.count, 1);
            search.selectAll();
            keyClick(Qt.Key_C, Qt.ControlModifier);
            compare(searchCopies.count, 1); // a selection is copied instead
            compare(stage.clipboardText(), "g");
            keyClick(Qt.Key_Escape);
            compare(search.text, "");
            compare(leaves.count, 0);
            keyClick(Qt.Key_Escape);
            compare(leaves.count, 1);
        }

        function test_the_mask_is_twelve_dots() {
            compare(dots.count, 12);
            compare(Array.from(dots.children).filter(child => child.width > 0).length, 12);
            verify(stage.accessibleTexts(root).includes("Hidden"));
        }

        function test_names_are_never_markup() {
            compare(words.Accessible.name, "<b>bold</b> and long");
            metrics.text = words.text;
            words.marks = [];
            fuzzyCompare(words.contentWidth, metrics.advanceWidth, 1);
            words.marks = [3, 4, 12, 3];
            verify(words.contentWidth > metrics.advanceWidth); // bold
        }

        function test_long_names_are_elided() {
            verify(!words.truncated);
            words.width = 60;
            verify(words.truncated);
            verify(words.contentWidth <= 60, words.contentWidth);
            words.width = 300;
        }

        function test_a_card_copies_as_a_whole() {
            copies.clear();
            card.forceActiveFocus();
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Enter);
            mouseClick(card, 60, 20);
            verify(stage.pressAccessibly(card));
            compare(copies.count, 4);
            clicks.target = cardCopy;
            clicks.clear();
            mouseClick(cardCopy);
            compare(clicks.count, 1);
            compare(copies.count, 4); // its buttons are their own
        }

        function test_a_tooltip_comes_when_somebody_rests_data() {
            return [{
                    "tag": "the first time"
                }, {
                    "tag": "again"
                }];
        }

        function test_a_tooltip_comes_when_somebody_rests() {
            button.forceActiveFocus();
            iconButton.forceActiveFocus(Qt.TabFocusReason);
            compare(iconButton.bubble.opened, false); // passing over it is not resting
            compare(iconButton.bubble.visible, false);
            tryVerify(() => iconButton.bubble.opened);
            compare(iconButton.bubble.text, "Copy it");
            compare(iconButton.bubble.parent, iconButton);
            button.forceActiveFocus();
            tryVerify(() => !iconButton.bubble.visible);
        }

        function test_actions_show_on_focus() {
            button.forceActiveFocus();
            mouseMove(root, 470, 590);
            tryCompare(cardCopy.parent.parent, "opacity", 0);
            keyClick(Qt.Key_Tab);
            cardCopy.forceActiveFocus(Qt.TabFocusReason);
            tryCompare(cardCopy.parent.parent, "opacity", 1);
        }

        function test_banner_details_unfold() {
            compare(banner.unfolded, false);
            const before = banner.implicitHeight;
            banner.unfolded = true;
            waitForRendering(banner);
            verify(banner.implicitHeight > before);
        }

        function test_the_toast_counts() {
            verify(toast.implicitWidth > 0);
            const texts = stage.accessibleTexts(root);
            verify(texts.includes("Password copied"), texts);
            verify(texts.includes("Clear now"), texts);
            toast.shown = false;
            tryCompare(toast, "visible", false);
            toast.shown = true;
            tryCompare(toast, "opacity", 1);
        }

        function test_icons_are_tinted() {
            const image = grabImage(iconButton);
            let tinted = 0;
            for (let x = 0; x < image.width; ++x) {
                for (let y = 0; y < image.height; ++y)
                    tinted += image.alpha(x, y) > 200 && Math.abs(image.green(x, y) - Theme.colours.textSecondary.g * 255) < 24 ? 1 : 0;
            }
            verify(tinted > 10, tinted);
        }
    }
}
