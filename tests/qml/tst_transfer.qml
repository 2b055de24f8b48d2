// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Secrets written into files of other programs, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property ExportViewModel exporting: root.browse.exporting

    function begin() {
        stage.app.commands.command("exportSecrets").run();
        shown("exportFileSheet");
        tryCompare(root.exporting, "busy", false);
        tryVerify(() => item("exportTargetField").activeFocus);
    }

    function chooseFormat(name) {
        tabTo(name);
        keyClick(Qt.Key_Space);
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.allowExports("acme", true);
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        stage.allowExports("acme", true);
        root.browse.selectNode("all");
        root.browse.selectSecret(stage.signedSecret);
        waitForRendering(main.contentItem);
    }

    function cleanup() {
        root.exporting.close();
    }

    name: "Transfer"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_sealed_file_of_what_is_chosen() {
        begin();
        compare(item("formatSealed").checked, true);
        compare(item("goExportFile").enabled, false);
        compare(stage.namelessFocusables(item("exportFileSheet").contentItem), []);
        root.exporting.path = stage.filePath("keyboard.asc");
        tabTo("scope_chosen");
        keyClick(Qt.Key_Space);
        compare(root.exporting.scope, "chosen");
        verify(item("exportFor").hint.includes("Ada Lovelace"));
        tabTo("goExportFile");
        keyClick(Qt.Key_Return);
        tryCompare(root.exporting, "over", true, 30000);
        verify(shown("exportReport").title.startsWith("1 secret(s) written"));
        verify(stage.fileText("keyboard.asc").startsWith("-----BEGIN PGP MESSAGE-----"));
        compare(stage.namelessFocusables(item("exportFileSheet").contentItem), []);
        keyClick(Qt.Key_Escape);
        tryCompare(root.exporting, "open", false);
    }

    function test_what_is_left_out_is_listed() {
        begin();
        root.exporting.path = stage.filePath("all.asc");
        tabTo("goExportFile");
        keyClick(Qt.Key_Return);
        tryCompare(root.exporting, "over", true, 30000);
        verify(root.exporting.left.count > 0);
        verify(stage.accessibleTexts(item("exportFileSheet").contentItem).some(text => text.includes("Nobody vouches")));
        verify(stage.accessibleTexts(item("exportFileSheet").contentItem).every(text => !text.includes("canary")));
    }

    function test_a_table_wants_agreement() {
        begin();
        chooseFormat("formatCsv");
        compare(root.exporting.format, ExportViewModel.Csv);
        root.exporting.path = stage.filePath("keyboard.csv");
        verify(shown("csvWarning"));
        compare(item("goExportFile").enabled, false);
        tabTo("csvAgreed");
        keyClick(Qt.Key_Space);
        compare(root.exporting.agreed, true);
        compare(item("goExportFile").text, "Save unencrypted");
        tabTo("goExportFile");
        keyClick(Qt.Key_Return);
        tryCompare(root.exporting, "over", true, 30000);
        verify(stage.fileText("keyboard.csv").startsWith("\"Group\",\"Title\""));
    }

    function test_a_forbidden_format_says_why() {
        stage.allowExports("acme", false);
        begin();
        const table = item("formatCsv");
        verify(table.visible && !table.enabled);
        verify(table.explanation.includes("administrator"));
        verify(stage.accessibleTexts(item("exportFileSheet").contentItem).some(text => text.includes("administrator")));
        compare(item("formatSealed").enabled, true);
    }

    function test_a_database_wants_a_password_twice() {
        begin();
        if (root.exporting.kdbxHint !== "")
            skip("keepassxc-cli is not installed");
        chooseFormat("formatKdbx");
        compare(root.exporting.format, ExportViewModel.Kdbx);
        root.exporting.path = stage.filePath("keyboard.kdbx");
        item("databasePassword").forceActiveFocus(Qt.TabFocusReason);
        type("tall ship");
        verify(shown("databaseStrength"));
        keyClick(Qt.Key_Tab);
        item("repeatedPassword").forceActiveFocus(Qt.TabFocusReason);
        type("tall");
        verify(root.exporting.repeatedError !== "");
        compare(item("goExportFile").enabled, false);
        type(" ship");
        compare(root.exporting.repeatedError, "");
        keyClick(Qt.Key_Return);
        tryCompare(root.exporting, "over", true, 60000);
        verify(root.exporting.password.empty);
    }

    function test_locking_closes_it() {
        begin();
        stage.app.lockAll();
        tryCompare(root.exporting, "open", false);
        stage.app.unlock();
        tryCompare(root.browse.secrets, "count", 120);
    }

    function test_menus_lead_to_it() {
        root.browse.selectNode("collection:c000");
        item("sidebar").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_F10, Qt.ShiftModifier);
        chooseInMenu("menuExportFolder");
        shown("exportFileSheet");
        compare(root.exporting.scope, "folder");
        keyClick(Qt.Key_Escape);
        tryCompare(root.exporting, "busy", false);
        root.exporting.close();
        root.browse.selectNode("all");
        root.browse.selectAll();
        stage.app.commands.command("exportSeveral").run();
        shown("exportFileSheet");
        compare(root.exporting.scope, "chosen");
    }
}
