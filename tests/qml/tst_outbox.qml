// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// What was written without the server, by keyboard in the main window.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property OutboxViewModel outbox: root.browse.outbox

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.keepOutbox();
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.browse.selectNode("all");
        root.browse.selectSecret(stage.signedSecret);
        waitForRendering(main.contentItem);
    }

    function cleanup() {
        stage.loseServer(false);
        root.browse.editor.discard();
        stage.app.syncAll();
        tryCompare(root.outbox, "count", 0);
    }

    name: "Outbox"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    /// Saved without the server, and kept by the button beside Save.
    function postpone(name) {
        root.browse.editSecret();
        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
        root.browse.editor.name = name;
        stage.loseServer(true);
        root.browse.editor.save();
        tryCompare(root.browse.editor, "canPostpone", true);
        shown("editorPostponeButton");
        tabTo("editorPostponeButton");
        keyClick(Qt.Key_Space);
        tryCompare(root.browse.editor, "active", false);
        compare(root.outbox.count, 1);
    }

    function openSheet() {
        shown("waitingButton").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        return shown("outboxSheet");
    }

    function test_waits_and_is_sent_by_hand() {
        postpone("renamed away");
        shown("waitingBanner");
        openSheet();
        tryVerify(() => item("closeOutbox").activeFocus); // also where a row had the keyboard that went with it
        compare(stage.namelessFocusables(item("outboxSheet").contentItem), []);
        stage.loseServer(false);
        tabTo("sendWaiting");
        keyClick(Qt.Key_Space);
        tryCompare(root.outbox, "count", 0);
        tryVerify(() => !find("outboxSheet") || !find("outboxSheet").visible); // nothing is left to be seen
        tryVerify(() => !find("waitingBanner").visible);
    }

    function test_is_given_up_after_a_question() {
        postpone("given up");
        openSheet();
        tabTo("askToDrop");
        keyClick(Qt.Key_Space);
        tryVerify(() => item("keepWaiting").activeFocus); // not what destroys
        verify(stage.accessibleTexts(item("outboxSheet").contentItem).some(text => text.startsWith("Give up what you have written?")));
        keyClick(Qt.Key_Space);
        tryVerify(() => item("askToDrop").visible);
        compare(root.outbox.count, 1);
        tabTo("askToDrop");
        keyClick(Qt.Key_Space);
        tryVerify(() => item("keepWaiting").activeFocus);
        tabTo("dropWaiting");
        keyClick(Qt.Key_Space);
        tryCompare(root.outbox, "count", 0);
    }

    function test_buttons_say_what_they_are_about() {
        postpone("a name of its own");
        openSheet();
        for (const button of ["askToDrop", "editWaiting", "sendWaiting"])
            verify(item(button).Accessible.name.includes("a name of its own"), button);
        keyClick(Qt.Key_Escape);
        tryCompare(root.outbox, "open", false);
    }

    function test_goes_on_in_the_form() {
        postpone("first thought");
        stage.loseServer(false);
        openSheet();
        tabTo("editWaiting");
        keyClick(Qt.Key_Space);
        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
        compare(root.browse.editor.name, "first thought");
        openSheet();
        verify(!item("sendWaiting").enabled);
        root.outbox.close();
    }

    function test_what_cannot_be_read_is_said() {
        postpone("unreadable");
        stage.app.lockAll();
        stage.loseServer(false);
        stage.loseOutbox(true);
        stage.app.unlock();
        tryVerify(() => root.outbox.troubleText !== "");
        openSheet();
        tabTo("askToDropUnreadable");
        keyClick(Qt.Key_Space);
        tryVerify(() => item("keepUnreadable").activeFocus);
        keyClick(Qt.Key_Space);
        stage.loseOutbox(false);
        tabTo("readAgain");
        keyClick(Qt.Key_Space);
        tryCompare(root.outbox, "troubleText", "");
    }
}
