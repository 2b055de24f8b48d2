// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// Certificates in the main window, by keyboard.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse
    readonly property EditorViewModel editor: root.browse.editor

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        stage.makeWritable("acme");
        stage.holdCertificate("acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        main.requestActivate();
        tryCompare(main, "active", true);
        root.editor.discard();
        root.browse.selectSecret(stage.unsignedSecret);
        root.browse.selectSecret(stage.certificateSecret);
    }

    function begin() {
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => item("typeCard_login").activeFocus);
        keyClick("c");
        tryVerify(() => item("editorName").activeFocus);
    }

    function chooseFile(path) {
        const field = shown("certificateFileField");
        field.forceActiveFocus(Qt.TabFocusReason);
        field.text = path;
        keyClick(Qt.Key_Return);
    }

    /// Of the part that is seen: the form and the detail pane both have one.
    function part(holder, name) {
        const found = findChild(item(holder), name);
        verify(found, name);
        return found;
    }

    function hears(words) {
        return stage.accessibleTexts(main.contentItem).some(text => text.includes(words));
    }

    name: "Certificates"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    FontMetrics {
        id: metrics

        font.family: Theme.fixedFamily
    }

    Main {
        id: main

        app: stage.app
    }

    function test_a_file_with_a_password() {
        begin();
        compare(item("certificateFound").visible, false);
        chooseFile(stage.writePkcs12());
        const password = shown("certificatePassword");
        tryVerify(() => password.activeFocus);
        verify(password.veiled);
        type("s3same");
        keyClick(Qt.Key_Return);
        tryCompare(root.editor.certificate, "errorText", "The password does not open the file.");
        verify(!hears("s3same"));
        keyClick(Qt.Key_A, Qt.ControlModifier);
        type("word");
        keyClick(Qt.Key_Return);
        tryCompare(item("certificateFound"), "visible", true);
        compare(password.visible, false);
        compare(item("editorName").text, "leaf.example");
        compare(part("certificateHelper", "certificateTitle").text, "leaf.example");
        compare(part("certificateHelper", "validityText").text, "Expires in 12 days");
        verify(hears("Expires in 12 days, from "));
        verify(hears("The private key belongs to this certificate."));
        verify(!hears("PRIVATE KEY"));
        compare(stage.namelessFocusables(main.contentItem), []);
        const expiry = shown("expiresWithCertificate");
        expiry.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(root.editor.expires, root.editor.certificate.expiryDay);
        compare(expiry.visible, false);
        keyClick(Qt.Key_S, Qt.ControlModifier);
        tryCompare(root.editor, "active", false);
        verify(stage.writtenValue("certificate").startsWith("-----BEGIN CERTIFICATE-----"));
        verify(stage.writtenValue("private-key").startsWith("-----BEGIN PRIVATE KEY-----"));
    }

    function test_a_chain_is_put_in_order() {
        begin();
        stage.copyChain();
        item("editorInput_certificate").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_V, Qt.ControlModifier);
        const order = shown("putInOrder");
        verify(hears("The certificates are out of order."));
        order.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(order, "visible", false);
        verify(!hears("The certificates are out of order."));
        compare(root.editor.certificate.card.chain.count, 3);
    }

    function test_a_text_that_is_none() {
        begin();
        item("editorInput_certificate").forceActiveFocus(Qt.TabFocusReason);
        type("hunter2");
        tryCompare(item("certificateFault"), "visible", true);
        verify(hears("This is not a certificate."));
        compare(part("certificateHelper", "certificateTitle").visible, false);
    }

    /// In the window as it is at first, with lines of 64 characters (PEM) or 70 (OpenSSH's).
    function wholeLines(found) {
        metrics.font.pixelSize = found.pixelSize;
        const needed = metrics.advanceWidth("M".repeat(70));
        tryVerify(() => found.width >= needed, 2000, found.width + " of " + needed);
    }

    function test_lines_of_a_certificate_are_whole() {
        for (const key of ["certificate", "private-key"]) {
            root.browse.detail.reveal(key);
            tryVerify(() => find("value_" + key) && item("value_" + key).visible);
            wholeLines(item("value_" + key));
        }
    }

    function test_lines_are_whole_where_they_are_written() {
        root.browse.editSecret();
        tryCompare(root.editor, "stage", EditorViewModel.Writing);
        for (const key of ["certificate", "private-key"]) {
            tryVerify(() => find("editorInput_" + key));
            const field = item("editorInput_" + key);
            findChild(field, "revealInput").clicked();
            compare(field.masked, false);
            wholeLines(findChild(field, "secretInput"));
        }
    }

    function test_inspecting_shows_the_card_alone() {
        tryVerify(() => find("detailCertificate"));
        compare(part("detailCertificate", "certificateTitle").visible, false);
        verify(!hears("Middle"));
        const button = part("detailCertificate", "inspectCertificate");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        tryCompare(part("detailCertificate", "certificateTitle"), "visible", true);
        compare(button.visible, false);
        verify(hears("The certificate of its issuer, “Middle”, is missing."));
        verify(!stage.isShown("certificate"));
        const more = part("detailCertificate", "moreNames");
        verify(!hears("host19.example"));
        more.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(hears("host19.example"));
        const copy = part("detailCertificate", "copyFingerprint_SHA-256");
        compare(copy.visible, false);
        part("detailCertificate", "certificateDetails").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(copy, "visible", true);
        copy.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        compare(stage.clipboardText(), root.browse.detail.certificate.sha256);
        compare(stage.namelessFocusables(main.contentItem), []);
    }
}
