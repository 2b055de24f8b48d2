// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// SSH keys in the main window, by keyboard alone.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property EditorViewModel editor: root.browse.editor

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.makeSshKey("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.editor.discard();
        root.browse.selectNode("all");
        root.browse.selectSecret("");
        root.browse.selectSecret(stage.signedSecret);
        shown("sshKeyPane");
    }

    function newKey() {
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => item("typeCard_login").activeFocus);
        keyClick("s");
        tryVerify(() => item("editorName").activeFocus);
        shown("sshKeyHelper");
    }

    function privateKey() {
        return stage.written(item("editorInput_private-key").document);
    }

    name: "SshKeys"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_key_is_made_by_keyboard_alone() {
        newKey();
        type("web");
        verify(!find("sshKeySummary").visible);
        tabTo("generateKey");
        keyClick(Qt.Key_Return);
        shown("sshKeySheet");
        tryVerify(() => item("keyKind_ed25519").activeFocus);
        compare(item("newKeyComment").text, "web");
        keyClick(Qt.Key_Down);
        verify(item("keyKind_rsa3072").activeFocus);
        keyClick(Qt.Key_Up);
        compare(root.editor.sshKey.generator.kind, "ed25519");
        verify(item("keyKind_ed25519").checked);
        tabTo("newKeyPassphrase");
        type("canary");
        compare(stage.namelessFocusables(main.contentItem), []);
        keyClick(Qt.Key_Return);
        tryCompare(root.editor.sshKey, "state", SshKeyEditor.Known, 20000);
        tryCompare(item("sshKeySummary"), "visible", true);
        compare(item("sshKeyText").text, "Ed25519, 256 bits – web");
        verify(privateKey().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
        verify(item("editorInput_private-key").veiled);
        const seen = stage.accessibleTexts(main.contentItem);
        verify(seen.includes("Fingerprint " + root.editor.sshKey.fingerprint));
        verify(!seen.some(text => text.includes("canary") || text.includes(privateKey().split("\n")[2])));
        compare(stage.namelessFocusables(main.contentItem), []);
    }

    function test_escape_leaves_the_sheet() {
        newKey();
        tabTo("generateKey");
        keyClick(Qt.Key_Return);
        shown("sshKeySheet");
        tryVerify(() => item("keyKind_ed25519").activeFocus);
        keyClick(Qt.Key_Escape);
        tryCompare(root.editor.sshKey.generator, "asking", false);
        verify(root.editor.active);
        compare(privateKey(), "");
    }

    function test_a_file_asks_before_it_replaces() {
        keyClick(Qt.Key_E, Qt.ControlModifier);
        tryCompare(root.editor, "stage", EditorViewModel.Writing);
        tryCompare(root.editor.sshKey, "state", SshKeyEditor.Known);
        const before = privateKey();
        const drop = item("sshKeyHelper").dropTarget;
        drop.fileDropped(stage.sshKeyFile());
        tryVerify(() => item("keepKey").activeFocus);
        keyClick(Qt.Key_Return);
        compare(privateKey(), before);
        verify(!item("replaceKeyQuestion").visible);
        tryVerify(() => item("chooseKeyFile").activeFocus);
        drop.fileDropped(stage.sshKeyFile());
        tryVerify(() => item("keepKey").activeFocus);
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        keyClick(Qt.Key_Return);
        verify(privateKey() !== before);
        tryCompare(item("otherPublicKey"), "visible", true);
        item("usePublicKey").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(!item("otherPublicKey").visible);
    }

    function test_what_is_wrong_is_said_where_it_is() {
        newKey();
        item("editorInput_private-key").document; // there
        root.editor.sshKey.openFile(stage.sshKeyFile() + ".pub");
        tryCompare(item("sshKeyFileError"), "visible", true);
        compare(item("sshKeyFileError").title, "This is the public half of a key.");
        tabTo("editorInput_private-key");
        type("no key");
        tryCompare(item("sshKeyProblem"), "visible", true);
        compare(item("sshKeyProblem").title, "This is not a private key.");
        verify(!find("sshKeySummary").visible);
    }

    function test_a_key_is_lent_by_keyboard_alone() {
        compare(item("keyFingerprint").text, stage.sshFingerprint());
        compare(item("keyText").text, "Ed25519, 256 bits");
        item("askToAdd").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("agentSheet");
        tryVerify(() => item("spanUntilLocked").activeFocus);
        keyClick(Qt.Key_Down);
        verify(item("spanOneHour").checked);
        compare(root.browse.sshKey.span, SshKeyCard.OneHour);
        tabTo("agentMinutes");
        keyClick(Qt.Key_A, Qt.ControlModifier);
        type("0");
        verify(item("spanOwnMinutes").checked);
        keyClick(Qt.Key_Return);
        tryCompare(item("minutesError"), "visible", true);
        keyClick(Qt.Key_A, Qt.ControlModifier);
        type("45");
        tabTo("confirmUse");
        keyClick(Qt.Key_Space);
        compare(stage.namelessFocusables(main.contentItem), []);
        tabTo("addToAgent");
        keyClick(Qt.Key_Return);
        tryCompare(item("takeOutOfAgent"), "visible", true);
        verify(stage.agentHasKey());
        compare(item("lentLeft").text, "45 min left");
        verify(item("lentText").text.endsWith("It asks before each use."));
        verify(!item("askToAdd").visible);
        compare(stage.namelessFocusables(main.contentItem), []);
        item("takeOutOfAgent").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(item("askToAdd"), "visible", true);
        tryVerify(() => !stage.agentHasKey());
    }

    function chosenTimes() {
        return Array.from(item("agentSheet").spans).filter(one => one.checked).map(one => one.objectName);
    }

    function test_one_time_is_chosen() {
        root.browse.sshKey.span = SshKeyCard.UntilLocked;
        item("askToAdd").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        shown("agentSheet");
        tryVerify(() => item("spanUntilLocked").activeFocus);
        for (const name of ["spanOneHour", "spanEightHours", "spanOwnMinutes"]) {
            keyClick(Qt.Key_Down);
            compare(chosenTimes(), [name]);
        }
        verify(stage.pressAccessibly(item("spanOneHour")));
        compare(chosenTimes(), ["spanOneHour"]);
        compare(root.browse.sshKey.span, SshKeyCard.OneHour);
        root.browse.sshKey.span = SshKeyCard.OwnMinutes;
        compare(chosenTimes(), ["spanOwnMinutes"]);
        root.browse.sshKey.span = SshKeyCard.UntilLocked;
        compare(chosenTimes(), ["spanUntilLocked"]);
        root.browse.sshKey.cancelAdding();
    }

    function test_enter_on_a_time_adds_and_the_keyboard_goes_on() {
        item("askToAdd").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => find("agentSheet").opened && root.window.activeFocusItem.objectName.startsWith("span"));
        keyClick(Qt.Key_Return);
        tryVerify(() => item("takeOutOfAgent").activeFocus);
        verify(stage.agentHasKey());
        root.browse.sshKey.askToAdd(); // is there already
        verify(!root.browse.sshKey.asking);
        keyClick(Qt.Key_Return);
        tryVerify(() => item("askToAdd").activeFocus);
        verify(!stage.agentHasKey());
    }

    function test_enter_on_a_kind_generates() {
        newKey();
        tabTo("generateKey");
        keyClick(Qt.Key_Return);
        shown("sshKeySheet");
        tryVerify(() => item("keyKind_ed25519").activeFocus);
        keyClick(Qt.Key_Return);
        tryCompare(root.editor.sshKey, "state", SshKeyEditor.Known, 20000);
    }

    function test_a_passphrase_is_generated_for_a_new_key_only() {
        newKey();
        root.editor.addField("passphrase");
        tryVerify(() => find("generate_passphrase"));
        verify(!item("generate_passphrase").visible);
        root.editor.sshKey.askToGenerate("web");
        shown("sshKeySheet");
        tabTo("newKeyPassphrase");
        keyClick(Qt.Key_G, Qt.ControlModifier);
        tryVerify(() => item("generatorUse").activeFocus);
        keyClick(Qt.Key_Return);
        tryCompare(root.editor.generator, "open", false);
        verify(!item("newKeyPassphrase").document.empty);
        verify(root.editor.sshKey.generator.asking);
        root.editor.sshKey.generator.cancel();
    }

    function test_the_public_half_is_copied_by_keyboard() {
        item("copyPublicKey").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.clipboardText().startsWith("ssh-ed25519 "));
        verify(!stage.isShown("private-key"));
    }
}
