// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Names and texts that are HTML and Markdown, in every screen: nobody is told that they were looked at, because nothing
/// reads them as more than letters.
ScreenCase {
    id: root

    property string listener
    readonly property string markup: [" <img src=\"", root.listener, "img\"> <img src='", root.listener, "img2'/> ![x](", root.listener, "markdown) <a href=\"file:///etc/passwd\">link</a> <b>bold</b> &lt;img src=", root.listener, "entity&gt; &#x202e;"].join("")

    dress: () => {
        root.listener = root.world.listen();
        root.world.writeEverywhere("acme", root.markup);
        root.world.writeEverywhere("beta", root.markup);
    }
    language: ""
    name: "Markup"

    Component {
        id: careless

        Text {
            textFormat: Text.RichText
        }
    }

    /// What a text that reads markup would ask for: so the listener hears such things, and all that came before this.
    function askCarelessly(path) {
        createTemporaryObject(careless, root.window.contentItem, {
                "text": "<img src=\"" + root.listener + path + "\">"
            });
        tryVerify(() => root.world.hits().includes("/" + path), 10000);
    }

    function test_every_word_can_be_read_data() {
        return root.screens().map(one => ({
                    "tag": one.name,
                    "screen": one
                }));
    }

    function test_every_word_can_be_read(row) {
        try {
            row.screen.open();
            waitForRendering(root.window.contentItem, 200);
            const twin = "twin-" + row.tag.replace(/[^a-z]/g, "-");
            askCarelessly(twin);
            compare(root.world.hits().filter(path => !path.startsWith("/twin")), []);
        } finally {
            row.screen.close();
        }
    }

    function test_t21_tooltips() {
        root.showDetail();
        const button = item("copyUri");
        verify(button.text.includes("<img src="));
        root.window.requestActivate();
        tryCompare(root.window, "active", true);
        waitForRendering(root.window.contentItem, 1000);
        button.forceActiveFocus(Qt.TabFocusReason);
        tryVerify(() => button.bubble && button.bubble.opened);
        compare(button.bubble.text, button.text);
        askCarelessly("twin-tooltip");
        compare(root.world.hits().filter(path => !path.startsWith("/twin")), []);
    }
}
