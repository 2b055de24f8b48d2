// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Browse
import Coffret.Test

/// What would be invisible, begin another line or turn the writing round, in what other people wrote: it is seen.
Item {
    id: root

    readonly property string odd: "\nURI: https://evil.example\t\u202egpj"
    readonly property string seen: "↵URI: https://evil.example⇥\ufffdgpj"

    height: 760
    width: 1180

    Stage {
        id: stage
    }

    BrowsePage {
        id: page

        anchors.fill: parent
        app: stage.app
        focus: true
    }

    TestCase {
        name: "Visible"
        when: windowShown

        function item(name) {
            const found = findChild(page, name);
            verify(found, name);
            return found;
        }

        function initTestCase() {
            stage.addAccount("acme", "Acme");
            stage.writeEverywhere("acme", root.odd);
            verify(stage.openAll());
            stage.app.browse.selectSecret(stage.signedSecret);
            tryVerify(() => findChild(page, "plain_username"));
        }

        function test_t29_fields_and_addresses_show_it() {
            const seen = {
                "plain_username": root.seen,
                "address": root.seen.replace("↵", " ") // a list of addresses has one on a line
            };
            for (const name in seen) {
                const text = item(name).text;
                verify(text.endsWith(seen[name]), text);
                verify(!/[\n\t\u202e]/.test(text), text);
            }
            compare(item("plain_username").lineCount, 1);
            verify(stage.app.browse.detail.name.endsWith(root.seen));
            const said = stage.accessibleTexts(page).filter(text => text.includes("evil.example"));
            verify(said.length > 3);
        }

        function test_t29_what_is_copied_stays_as_it_is() {
            stage.app.browse.detail.copy("username");
            verify(stage.clipboardText().endsWith(root.odd));
            const detail = stage.app.browse.detail;
            detail.copyUri(detail.uris[0]);
            verify(stage.clipboardText().endsWith(root.odd.replace("\n", " ")));
        }

        function test_t29_a_line_end_is_said_after_copying() {
            stage.app.browse.detail.copy("username");
            verify(stage.app.toast.text.includes("line end"), stage.app.toast.text);
            stage.app.browse.detail.copy("password");
            tryVerify(() => stage.clipboardText() === stage.password);
            verify(!stage.app.toast.text.includes("line end"));
        }
    }
}
