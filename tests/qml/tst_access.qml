// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// The question whether another program may have a secret.
WindowCase {
    id: root

    readonly property ProgramAccessViewModel access: stage.app.access

    function ask(name) {
        stage.programAsks(name);
        tryVerify(() => root.access.asking);
        return shown("programAccessSheet");
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
    }

    function cleanup() {
        root.access.refuse();
        stage.advance(10); // a program that was just refused is not asked about
        tryVerify(() => !find("programAccessSheet") || !find("programAccessSheet").visible);
    }

    name: "Access"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    function test_1_says_who_and_what() {
        const sheet = ask("terraform");
        compare(sheet.heading, "terraform wants to read secrets");
        const said = stage.accessibleTexts(sheet.contentItem);
        verify(said.some(text => text.includes("process 4711") && text.includes("started by xfce4-terminal")));
        verify(said.some(text => text.endsWith("Main value")), said.join(" | "));
        verify(!said.some(text => text.includes(stage.password)));
        compare(sheet.footnote, "Refused in 60 s");
        stage.advance(1);
        tryCompare(sheet, "footnote", "Refused in 59 s");
        compare(stage.namelessFocusables(sheet.contentItem), []);
    }

    function test_2_enter_at_once_refuses() {
        ask("terraform");
        tryCompare(item("refuseProgram"), "activeFocus", true);
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.programAnswer() === "6");
    }

    function test_3_nothing_is_allowed_before_it_was_read() {
        ask("terraform");
        verify(!item("allowProgramOnce").enabled);
        mouseClick(item("allowProgramOnce"));
        compare(stage.programAnswer(), "none");
        stage.advance(1);
        tryCompare(item("allowProgramOnce"), "enabled", true);
        tabTo("allowProgramOnce");
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.programAnswer() === stage.password);
    }

    function test_4_escape_refuses() {
        ask("terraform");
        keyClick(Qt.Key_Escape);
        tryVerify(() => stage.programAnswer() === "6");
    }

    function test_5_whoever_is_unknown_is_allowed_once() {
        const sheet = ask("");
        compare(sheet.heading, "A program that cannot be identified wants to read secrets");
        verify(!item("allowProgram").visible);
        verify(!item("programFacts").visible);
    }

    function test_6_until_locked() {
        ask("terraform");
        stage.advance(1);
        tryCompare(item("allowProgram"), "enabled", true);
        mouseClick(item("allowProgram"));
        tryVerify(() => stage.programAnswer() === stage.password);
        stage.programAsks("terraform");
        tryVerify(() => stage.programAnswer() === stage.password);
        verify(!root.access.asking);
        stage.app.lockAll();
        verify(stage.openAll());
        ask("terraform");
    }
}
