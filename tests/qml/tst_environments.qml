// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Comparing environments, setting values in several, and .env files, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property ComparisonViewModel comparison: root.browse.environments.comparison

    function openFolderMenu(folder) {
        root.browse.selectNode("collection:" + folder);
        item("sidebar").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_F10, Qt.ShiftModifier);
    }

    function openComparison() {
        openFolderMenu("shop");
        chooseInMenu("menuCompareFolder");
        shown("comparisonSheet");
        tryVerify(() => root.comparison.loaded && !root.comparison.busy);
        tryVerify(() => item("comparisonCells").activeFocus);
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.makeEnvironments("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 9);
    }

    function init() {
        stage.makeEnvironments("acme"); // as at first
        main.requestActivate();
        tryCompare(main, "active", true);
        waitForRendering(main.contentItem);
    }

    function cleanup() {
        root.browse.environments.setting.close();
        root.comparison.close();
        root.browse.environments.importing.close();
        root.browse.environments.exporting.close();
        stage.refuseValuesIn("");
    }

    name: "Environments"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_comparison_by_keyboard() {
        openComparison();
        compare(root.comparison.currentHeading, "API_TOKEN in production");
        keyClick(Qt.Key_Right);
        compare(root.comparison.currentHeading, "API_TOKEN in qa");
        keyClick(Qt.Key_Down);
        compare(root.comparison.currentHeading, "DB_PASSWORD in qa");
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        compare(root.comparison.currentHeading, "DB_PASSWORD in production");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.comparison.value.shown);
        verify(shown("comparedValue"));
        verify(stage.accessibleTexts(main.contentItem).every(text => !text.includes("canary")));
        keyClick(Qt.Key_C, Qt.ControlModifier);
        tryVerify(() => stage.clipboardText() === "canary-db");
        verify(!root.comparison.value.shown);
        compare(stage.namelessFocusables(item("comparisonSheet").contentItem), []);
        keyClick(Qt.Key_Escape);
        tryCompare(root.comparison, "open", false);
    }

    function test_values_are_compared_when_asked() {
        openComparison();
        verify(stage.environmentLog().every(entry => entry !== "compare values"));
        verify(stage.accessibleTexts(main.contentItem).includes("DB_PASSWORD in production: has value"));
        tabTo("compareValues");
        keyClick(Qt.Key_Return);
        tryCompare(root.comparison, "valuesCompared", true);
        tryVerify(() => stage.accessibleTexts(main.contentItem).some(text => text.startsWith("DB_PASSWORD in production: has value, same as qa")));
        tabTo("onlyDifferences");
        keyClick(Qt.Key_Space);
        compare(root.comparison.names.count, 3);
        tabTo("comparisonFilter");
        type("mail");
        tryCompare(root.comparison.names, "count", 1);
        keyClick(Qt.Key_Return);
        verify(item("comparisonCells").activeFocus);
    }

    function test_a_value_is_set_from_the_comparison() {
        stage.refuseValuesIn("shop/qa");
        openComparison();
        tabTo("setComparedValue");
        keyClick(Qt.Key_Return);
        shown("valueSheet");
        tryVerify(() => find("target_0"));
        type("new");
        tabTo("target_1");
        keyClick(Qt.Key_Space);
        verify(item("target_0").checked && item("target_1").checked && !item("target_2").checked);
        tabTo("setValue");
        keyClick(Qt.Key_Return);
        tryVerify(() => item("valueReport").text.includes("1 refused it"));
        compare(stage.heldValue("shop/prod", "API_TOKEN"), "new");
        compare(stage.heldValue("shop/qa", "API_TOKEN"), "canary-stage-token");
        compare(item("setValue").text, "Try the rest");
        stage.refuseValuesIn("");
        tabTo("setValue");
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.heldValue("shop/qa", "API_TOKEN") === "new");
        tryCompare(root.browse.environments.setting, "busy", false);
        compare(item("target_2").enabled, false); // the value is gone
        compare(item("setValue").visible, false); // which had the keyboard
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.environments.setting, "open", false);
        verify(root.comparison.open);
    }

    function test_a_name_that_is_taken() {
        openFolderMenu("shop/stage");
        chooseInMenu("menuNewInEnvironments");
        shown("valueSheet");
        tryVerify(() => find("target_0"));
        tryVerify(() => item("valueName").activeFocus);
        type("ONLY_QA");
        keyClick(Qt.Key_Return);
        type("typed");
        tabTo("setValue");
        keyClick(Qt.Key_Return);
        shown("takenBanner");
        tabTo("useTaken");
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.heldValue("shop/stage", "ONLY_QA") === "typed");
    }

    function test_a_file_is_imported() {
        openFolderMenu("shop/stage");
        chooseInMenu("menuImport");
        shown("importSheet");
        tryVerify(() => item("importFileField").activeFocus);
        item("importFileField").text = stage.writeFile("some.env", "FROM_FILE=one\nnonsense\n");
        keyClick(Qt.Key_Return);
        tryVerify(() => item("importLines").count === 2);
        verify(stage.accessibleTexts(main.contentItem).includes("Line 1, FROM_FILE: New"));
        compare(stage.heldValue("shop/stage", "FROM_FILE"), "");
        compare(stage.namelessFocusables(item("importSheet").contentItem), []);
        tabTo("goImport");
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.heldValue("shop/stage", "FROM_FILE") === "one");
        tryVerify(() => item("importSummary").text.includes("written"));
        keyClick(Qt.Key_Escape);
        tryCompare(root.browse.environments.importing, "stage", EnvironmentImportViewModel.Closed);
    }

    function test_an_export_says_for_whom() {
        openFolderMenu("shop/prod");
        chooseInMenu("menuExport");
        shown("exportSheet");
        tryVerify(() => item("exportStatement").hint.includes("Ada Lovelace"));
        verify(item("exportStatement").title.includes("encrypted"));
        compare(item("goExport").enabled, false);
        const path = stage.writeFile("out.asc", "before");
        item("exportFileField").forceActiveFocus(Qt.TabFocusReason);
        type("x");
        root.browse.environments.exporting.path = path;
        verify(shown("replacesFile"));
        compare(item("goExport").text, "Replace the file");
        tabTo("goExport");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.browse.environments.exporting.over);
        verify(item("exportStatement").title.includes("written, encrypted"));
    }

    function test_a_secret_is_copied_for_other_programs() {
        root.browse.selectNode("collection:shop/prod");
        root.browse.selectSecret("shop/prod/DB_PASSWORD");
        item("copyMenuButton").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        chooseInMenu("copyExportLine");
        tryVerify(() => stage.clipboardText().trim() === "export DB_PASSWORD='canary-db'");
    }
}
