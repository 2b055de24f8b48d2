// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Importing the file of another program, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property ImportViewModel importing: root.browse.importing
    readonly property string csv: "Title,URL,Username,Password,Notes,OTPAuth\nImported mail,https://mail.example.org,ada,one,,\nImported web,,bob,two,,\n,,,,,\n"

    function openFile(text) {
        stage.app.commands.command("importFile").run();
        shown("importFileSheet");
        tryVerify(() => item("importSecretsField").activeFocus);
        item("importSecretsField").text = stage.writeFile("secrets.csv", text);
        keyClick(Qt.Key_Return);
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        verify(stage.openAll());
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        waitForRendering(main.contentItem);
    }

    function cleanup() {
        root.importing.close();
    }

    name: "Import"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
        height: 800
        width: 1200
    }

    function test_a_file_is_looked_at_before_it_is_imported() {
        const before = stage.writeLog().length;
        openFile(root.csv);
        tryVerify(() => item("importItems").count === 3);
        verify(item("importFileSummary").text.startsWith("Safari, CSV: 2 new, 1 left out."));
        verify(stage.accessibleTexts(main.contentItem).includes("Item 2, Imported mail: New: Login"));
        compare(stage.namelessFocusables(item("importFileSheet").contentItem), []);
        compare(stage.writeLog().length, before);
        tabTo("importRemarkable");
        keyClick(Qt.Key_Space);
        tryVerify(() => item("importItems").count === 1);
        keyClick(Qt.Key_Space);
        tabTo("chooseImportPlace");
        keyClick(Qt.Key_Return);
        shown("placeSheet");
        keyClick(Qt.Key_Escape);
        tryVerify(() => !find("placeSheet") || !find("placeSheet").visible);
        tabTo("goImportFile");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.importing.stage !== ImportViewModel.Running && root.importing.stage !== ImportViewModel.Review || root.importing.readers.asking);
        if (root.importing.readers.asking) {
            root.importing.readers.confirmAll();
            root.importing.readers.proceed();
        }
        tryCompare(root.importing, "stage", ImportViewModel.Report);
        verify(item("importFileSummary").text.startsWith("2 secret(s) imported."));
        keyClick(Qt.Key_Escape);
        tryCompare(root.importing, "stage", ImportViewModel.Closed);
    }

    function test_what_cannot_be_read_says_why() {
        openFile("nothing,of,ours\n");
        tryVerify(() => item("importFileError").visible);
        compare(item("importFileError").title, "Coffret cannot tell what is in this file.");
        verify(item("importFileError").hint.includes("Bitwarden"));
        keyClick(Qt.Key_Escape);
        tryCompare(root.importing, "stage", ImportViewModel.Closed);
    }
}
