// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Generator, strength, keys of one-time codes, large type and QR codes in the main window, by keyboard.
TestCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property EditorViewModel editor: root.browse.editor
    readonly property GeneratorViewModel generator: root.editor.generator

    function item(name) {
        const found = findChild(main.contentItem.parent, name);
        verify(found, name);
        return found;
    }

    function begin(type) {
        root.browse.newSecret();
        root.editor.chooseType(type);
        tryVerify(() => item("editorName").activeFocus);
    }

    function generate() {
        begin("login");
        item("editorInput_password").forceActiveFocus();
        keyClick(Qt.Key_G, Qt.ControlModifier);
        tryVerify(() => item("generatorUse").activeFocus);
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.browse.showcase.close();
        root.editor.discard();
        root.browse.selectSecret(stage.signedSecret);
    }

    name: "Helpers"
    when: main.visible

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_password_by_keyboard_alone() {
        generate();
        compare(root.generator.target, "Password");
        compare(stage.namelessFocusables(main.contentItem), []);
        const slider = item("generatorLengthSlider");
        slider.forceActiveFocus(Qt.TabFocusReason);
        const before = root.generator.length;
        keyClick(Qt.Key_Right);
        compare(root.generator.length, before + 1);
        keyClick(Qt.Key_Tab);
        verify(item("generatorLengthField").activeFocus);
        keyClick(Qt.Key_Up);
        compare(root.generator.length, before + 2);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        keyClick("4");
        keyClick("1");
        compare(root.generator.length, 41);
        compare(item("generatorLengthSlider").value, 41);
        keyClick(Qt.Key_Tab);
        verify(item("characterSet_0").activeFocus);
        keyClick(Qt.Key_Space);
        verify(!item("characterSet_0").checked);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(root.generator, "open", false);
        tryVerify(() => item("editorInput_password").activeFocus);
        compare(stage.written(item("editorInput_password").document).length, 41);
        verify(!/[a-z]/.test(stage.written(item("editorInput_password").document)));
    }

    function test_words_by_keyboard_alone() {
        generate();
        item("generatorWordsTab").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(root.generator.usesWords);
        tryCompare(item("generatorWordsSlider"), "visible", true);
        const separator = item("generatorSeparator");
        separator.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        keyClick("+");
        compare(root.generator.separator, "+");
        item("wordCase_upper").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        compare(root.generator.wordCase, "upper");
        keyClick(Qt.Key_S, Qt.ControlModifier); // uses it: the form behind is not saved
        tryCompare(root.generator, "open", false);
        verify(root.editor.active);
        verify(/^[A-Z+-]+$/.test(stage.written(item("editorInput_password").document)));
        root.generator.openFor(item("editorInput_password").document, "Password");
        root.generator.usesWords = false;
        root.generator.use();
    }

    function test_enter_in_a_number_uses_it() {
        generate();
        tryVerify(() => item("generatorUse").visualFocus); // it is seen that Enter works
        item("generatorLengthField").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(root.generator, "open", false);
        compare(stage.written(item("editorInput_password").document).length, root.generator.length);
    }

    function test_arrows_go_between_the_kinds() {
        generate();
        item("generatorCharactersTab").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        verify(root.generator.usesWords && item("generatorWordsTab").activeFocus);
        keyClick(Qt.Key_Left);
        verify(!root.generator.usesWords && item("generatorCharactersTab").activeFocus);
        root.generator.close();
    }

    function test_escape_keeps_what_was_there() {
        generate();
        keyClick(Qt.Key_Escape);
        tryCompare(root.generator, "open", false);
        verify(root.editor.active);
        verify(item("editorInput_password").document.empty);
        tryVerify(() => item("editorInput_password").activeFocus);
    }

    function test_only_passwords_are_generated() {
        begin("login");
        verify(item("generate_password").visible);
        root.editor.addField("totp");
        verify(!item("generate_totp").visible);
        item("editorInput_totp").forceActiveFocus();
        keyClick(Qt.Key_G, Qt.ControlModifier);
        verify(!root.generator.open);
    }

    function test_strength_is_said_in_words() {
        begin("login");
        const meter = item("strength_password");
        verify(!meter.visible);
        item("editorInput_password").forceActiveFocus();
        for (const letter of "password")
            keyClick(letter);
        tryCompare(meter, "visible", true);
        compare(meter.word, "Very weak");
        verify(stage.accessibleTexts(main.contentItem).some(text => text.startsWith("Strength: Very weak")));
        for (const letter of "Kestrel-9+Zebra/Quartz")
            keyClick(letter);
        tryCompare(meter, "word", "Very strong");
    }

    function test_strength_of_what_may_not_be_shown_is_not_said() {
        stage.forbidShowing(true);
        root.browse.editSecret();
        tryCompare(root.editor, "stage", EditorViewModel.Writing);
        const meter = item("strength_password");
        wait(0);
        verify(!meter.visible);
        stage.forbidShowing(false);
    }

    function test_a_key_of_codes_says_what_it_makes() {
        begin("login");
        root.editor.addField("totp");
        tryVerify(() => item("editorInput_totp").activeFocus);
        for (const letter of "JBSWY3DP0")
            keyClick(letter);
        const below = findChild(item("editorField_totp"), "codeEntry_totp");
        verify(below);
        tryCompare(findChild(below, "codeProblem"), "visible", true);
        keyClick(Qt.Key_Backspace);
        tryCompare(root.editor.codeEntry, "valid", true);
        compare(findChild(below, "codeManner").text, "6 digits, a new code every 30 seconds, SHA-1");
        verify(findChild(below, "codePreview").secret !== null);
        const button = item("qrButton");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => findChild(main.contentItem.parent, "qrFromFile") !== null);
        keyClick(Qt.Key_Escape);
        compare(stage.namelessFocusables(main.contentItem), []);
    }

    function test_a_key_of_codes_that_is_kept_leaves_no_gap() {
        root.browse.editSecret();
        tryCompare(root.editor, "stage", EditorViewModel.Writing);
        tryVerify(() => findChild(main.contentItem.parent, "editorField_totp"));
        waitForRendering(main.contentItem, 200);
        tryVerify(() => {
            const field = item("editorField_totp"); // a form may still be coming
            const input = item("editorInput_totp");
            return field.height > 0 && field.height - input.mapToItem(field, 0, input.height).y < 2 * Theme.controlHeight;
        });
        verify(!item("saveButton").enabled); // nothing was written yet
        stage.keepPicture(main.contentItem, "edit-with-code");
    }

    function test_a_token_is_recognised_while_written() {
        begin("apikey");
        item("editorInput_token").forceActiveFocus();
        for (const letter of "npm_" + "a1B2".repeat(9))
            keyClick(letter);
        tryCompare(item("tokenHint_token"), "text", "Looks like a key of npm");
    }

    function test_large_type_and_qr_code_by_keys() {
        keyClick(Qt.Key_L, Qt.ControlModifier | Qt.ShiftModifier);
        tryVerify(() => item("showcaseClose").activeFocus);
        verify(item("largeType").secret !== null);
        verify(!stage.accessibleTexts(main.contentItem).some(text => text.includes(stage.password)));
        keyClick(Qt.Key_Escape);
        compare(root.browse.showcase.manner, ShowcaseViewModel.Closed);
        verify(!stage.isShown("password"));
        keyClick(Qt.Key_Q, Qt.ControlModifier | Qt.ShiftModifier);
        tryVerify(() => item("qrCode").visible);
        keyClick(Qt.Key_Return);
        compare(root.browse.showcase.manner, ShowcaseViewModel.Closed);
        item("largeButton_password").clicked();
        tryCompare(root.browse.showcase, "manner", ShowcaseViewModel.LargeType);
    }

    function test_a_value_in_large_type_can_be_locked_away() {
        keyClick(Qt.Key_L, Qt.ControlModifier | Qt.ShiftModifier);
        tryVerify(() => item("showcaseClose").visualFocus);
        keyClick(Qt.Key_L, Qt.ControlModifier);
        tryCompare(stage.app, "locked", true);
        compare(root.browse.showcase.manner, ShowcaseViewModel.Closed);
        stage.app.unlock();
        tryCompare(root.browse.secrets, "count", 120);
    }

    function test_holding_the_eye_shows_and_letting_go_hides() {
        const eye = item("revealButton_password");
        waitForRendering(main.contentItem);
        mousePress(eye);
        tryVerify(() => stage.isShown("password"));
        mouseRelease(eye);
        tryVerify(() => !stage.isShown("password"));
        mouseClick(eye); // and a click still does what it did
        tryVerify(() => stage.isShown("password"));
        mouseClick(eye);
        tryVerify(() => !stage.isShown("password"));
    }
}
