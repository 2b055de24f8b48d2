// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Writing secrets in the main window, by keyboard where one would.
TestCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property EditorViewModel editor: root.browse.editor

    function item(name) {
        const found = findChild(main.contentItem, name);
        verify(found, name);
        return found;
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter);
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
        root.editor.discard();
        root.browse.searchText = "";
        root.browse.selectNode("all");
        root.browse.selectSecret(stage.signedSecret);
    }

    function edit() {
        keyClick(Qt.Key_E, Qt.ControlModifier);
        tryCompare(root.editor, "stage", EditorViewModel.Writing);
        tryVerify(() => item("editorName").activeFocus);
    }

    name: "Edit"
    when: main.visible

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_login_by_keyboard_alone() {
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => item("typeCard_login").activeFocus);
        keyClick("l");
        tryVerify(() => item("editorName").activeFocus);
        type("Mail");
        keyClick(Qt.Key_Tab);
        verify(item("choosePlace").activeFocus);
        keyClick(Qt.Key_Tab);
        verify(item("editorUsername").activeFocus);
        type("ada");
        keyClick(Qt.Key_Tab);
        verify(item("editorInput_password").activeFocus);
        type("s3cret/x");
        verify(!stage.accessibleTexts(main.contentItem).some(text => text.includes("s3cret")));
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(root.editor, "active", false);
        compare(stage.writtenValue("password"), "s3cret/x");
        compare(root.browse.detail.name, "Mail");
        tryCompare(item("detailPane"), "visible", true);
        verify(item("detailPane").activeFocus);
    }

    /// What is masked in a form: neither the words nor their number are told.
    function test_t19_a_masked_value_tells_no_length() {
        edit();
        const input = item("editorInput_password");
        verify(input.veiled);
        const said = () => [input.Accessible.name, input.Accessible.description].join("\n");
        input.forceActiveFocus();
        keyClick(Qt.Key_A, Qt.ControlModifier);
        type("ab");
        const before = said();
        compare(stage.readableCharacters(input), 0);
        type("cdefghijklmnopqrstuvwxyzabcdefghijklmnop");
        compare(stage.readableCharacters(input), 0);
        compare(said(), before);
        verify(stage.readableCharacters(item("editorUsername")) > 0);
        root.editor.discard();
    }

    function test_a_type_has_its_letter_in_every_language() {
        stage.speak("de");
        for (const type of ["login", "sshkey", "note", "apikey", "certificate"]) {
            keyClick(Qt.Key_N, Qt.ControlModifier);
            tryVerify(() => item("typeCard_login").activeFocus);
            compare(findChild(item("typeCard_" + type), "typeLetter").keys, type[0].toUpperCase());
            keyClick(type[0]);
            compare(root.editor.type, type);
            root.editor.discard();
            tryVerify(() => findChild(main.contentItem, "typeCard_login") === null);
        }
        stage.speak("");
    }

    function test_the_tiles_answer_to_arrows_and_enter() {
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => item("typeCard_login").activeFocus);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        tryVerify(() => item("typeCard_note").activeFocus);
        keyClick(Qt.Key_Return);
        compare(root.editor.type, "note");
        tryVerify(() => item("editorName").activeFocus);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Tab);
        verify(item("editorInput_note").activeFocus);
        type("a");
        keyClick(Qt.Key_Return); // a line break, no saving
        verify(root.editor.active);
        verify(!item("editorInput_note").veiled);
        compare(stage.writeLog().filter(line => line === "create ").length, 0);
    }

    function test_a_symbol_by_keyboard_alone() {
        edit();
        const picker = item("iconPicker");
        picker.forceActiveFocus(Qt.TabFocusReason);
        compare(stage.accessibleTexts(main.contentItem).includes("Choose a symbol"), true);
        keyClick(Qt.Key_Return);
        const gridOf = cell => cell && cell.parent ? cell.parent.parent : null;
        tryVerify(() => gridOf(main.activeFocusItem) && gridOf(main.activeFocusItem).objectName === "symbolGrid");
        const grid = gridOf(main.activeFocusItem);
        compare(grid.currentIndex, 0);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Down);
        compare(grid.currentIndex, 10);
        keyClick(Qt.Key_Space);
        compare(root.editor.icon.symbol, root.editor.icon.symbols.keyAt(10));
        keyClick(Qt.Key_Tab);
        tryVerify(() => gridOf(main.activeFocusItem).objectName === "colourGrid");
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        tryCompare(picker, "activeFocus", true);
        compare(root.editor.icon.ground, root.editor.icon.colours.keyAt(1));
        compare(stage.namelessFocusables(main.contentItem), []);
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(root.editor, "active", false);
        compare(root.browse.detail.symbol, "terminal");
        root.browse.selectNode("attention");
        root.browse.selectNode("all");
        compare(root.browse.detail.ground, "#ffa8443c");
    }

    function test_the_pencil_is_seen_on_a_coloured_tile() {
        edit();
        root.editor.icon.chooseColour("#ffe3c341");
        const picker = item("iconPicker");
        waitForRendering(picker);
        const inDisc = picker.mapToItem(main.contentItem, 34, 42); // beside the pencil
        compare(grabImage(main.contentItem).pixel(inDisc.x, inDisc.y), Theme.colours.surface);
    }

    function test_a_field_of_ones_own_says_what_it_holds() {
        edit();
        root.editor.addField("custom");
        const row = root.editor.fields.rowCount() - 1;
        const key = root.editor.fields.data(root.editor.fields.index(row, 0), EditFieldModel.KeyRole);
        tryVerify(() => findChild(main.contentItem, "editorField_" + key));
        const kind = findChild(item("editorField_" + key), "customKind");
        const box = findChild(item("editorField_" + key), "customProtected");
        compare(kind.text, "Password");
        compare([box.checked, box.enabled], [true, false]);
        root.editor.fields.setCustomKind(row, "boolean");
        compare(kind.text, "Yes or no");
        box.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(root.editor.fields.data(root.editor.fields.index(row, 0), EditFieldModel.IsProtectedRole), false);
        root.editor.fields.setCustomKind(row, "password");
        compare(box.checked, true); // again, by itself
        compare(stage.namelessFocusables(main.contentItem), []);
    }

    function test_a_yes_or_no_shows_what_is_saved() {
        edit();
        root.editor.addField("custom");
        const fields = root.editor.fields;
        const row = fields.rowCount() - 1;
        const value = role => fields.data(fields.index(row, 0), role);
        const key = value(EditFieldModel.KeyRole);
        tryVerify(() => findChild(main.contentItem, "editorField_" + key));
        const box = findChild(item("editorField_" + key), "customFlag");
        fields.setLabel(row, "Open");
        fields.setCustomKind(row, "boolean");
        compare(box.checked, false);
        box.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare([box.checked, value(EditFieldModel.FlagRole)], [true, true]);
        fields.setCustomKind(row, "text");
        fields.setCustomKind(row, "boolean"); // begins anew
        compare([box.checked, value(EditFieldModel.FlagRole)], [false, false]);
        fields.setFlag(row, true);
        compare(box.checked, true);
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(root.editor, "active", false);
        compare(stage.writtenValue(key), "true");
    }

    function test_masked_values_tell_nothing() {
        edit();
        const field = item("editorInput_password");
        verify(field.veiled);
        const texts = stage.accessibleTexts(main.contentItem);
        verify(!texts.some(text => text.includes(stage.password)));
        waitForRendering(main.contentItem, 500); // where the button stands is known then
        mouseClick(findChild(field, "revealInput"));
        verify(!field.veiled);
        verify(!stage.accessibleTexts(main.contentItem).some(text => text.includes(stage.password)));
        compare(stage.namelessFocusables(main.contentItem), []);
    }

    function test_a_masked_value_never_shows_how_long_it_is() {
        edit();
        const field = item("editorInput_password");
        const dots = findChild(field, "veilDots");
        const input = findChild(field, "secretInput");
        const covered = () => dots.visible && dots.count === 12 && input.opacity === 0;
        verify(covered());
        field.forceActiveFocus(Qt.TabFocusReason);
        verify(field.listening && covered());
        verify(findChild(field, "veiledCaret").visible);
        verify(!findChild(field, "veiledSelection").visible);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        verify(findChild(field, "veiledSelection").visible && covered());
        keyClick("n"); // whoever types sees that
        verify(!covered() && !dots.visible && input.opacity === 1);
        keyClick(Qt.Key_Tab);
        verify(covered());
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        verify(field.listening && covered());
    }

    function test_an_error_takes_the_keyboard_to_its_field() {
        edit();
        item("editorName").clear();
        root.editor.name = "";
        item("expiresField").forceActiveFocus();
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryVerify(() => item("editorName").activeFocus);
        verify(root.editor.nameError.length > 0);
        verify(item("editorName").invalid);
        compare(item("editorName").Accessible.description, root.editor.nameError);
        compare(stage.saidAs(main.contentItem, root.editor.nameError), "alert");
    }

    function test_leaving_asks_and_escape_stays() {
        edit();
        keyClick(Qt.Key_Escape); // nothing written
        tryCompare(root.editor, "active", false);
        edit();
        type("x");
        keyClick(Qt.Key_Escape);
        verify(root.editor.asking);
        tryVerify(() => item("keepWritingButton").activeFocus);
        keyClick(Qt.Key_Escape);
        verify(root.editor.active && !root.editor.asking);
        root.browse.selectSecret(stage.unsignedSecret);
        verify(root.editor.asking);
        waitForRendering(main.contentItem);
        mouseClick(item("discardButton"));
        compare(root.editor.active, false);
        compare(root.browse.currentSecretId, stage.unsignedSecret);
    }

    function test_fields_come_and_go() {
        edit();
        item("addFieldButton").forceActiveFocus(Qt.TabFocusReason); // the form goes there
        waitForRendering(main.contentItem);
        mouseClick(item("addFieldButton"));
        tryVerify(() => findChild(main.contentItem.parent, "addField_custom") !== null);
        keyClick(Qt.Key_Escape);
        root.editor.addField("custom");
        const count = root.editor.fields.count;
        tryVerify(() => main.activeFocusItem.label === "Name of the field");
        type("Port");
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Tab);
        type("8443");
        root.editor.removeField(count - 1);
        compare(root.editor.fields.count, count - 1);
    }

    function test_a_failed_save_shows_why_and_keeps() {
        edit();
        type("y");
        const name = root.editor.name;
        stage.failNextWrite();
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(item("editorError"), "visible", true);
        compare(root.editor.name, name);
        waitForRendering(main.contentItem);
        mouseClick(item("editorRetryButton"));
        tryCompare(root.editor, "active", false);
        compare(root.browse.detail.name, name);
    }

    function test_a_conflict_is_answered_on_purpose() {
        edit();
        type("z");
        stage.changeOnServer(stage.signedSecret);
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(root.editor, "stage", EditorViewModel.Conflicted);
        tryVerify(() => item("takeTheirsButton").activeFocus);
        verify(stage.accessibleTexts(main.contentItem).some(text => text.includes("(theirs)")));
        keyClick(Qt.Key_Return);
        tryCompare(root.editor, "active", false);
        verify(root.browse.detail.name.includes("(theirs)"));
    }

    function test_what_is_typed_never_triggers_the_window() {
        edit();
        item("editorInput_password").forceActiveFocus();
        const before = root.browse.searchText;
        type("/");
        verify(item("editorInput_password").activeFocus);
        compare(root.browse.searchText, before);
    }
}
