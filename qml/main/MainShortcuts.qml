// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Browse
import Coffret.Ui

/// The keys of the main window.
Item {
    id: root

    required property AppViewModel app
    required property BrowsePage page ///< there while browsing
    required property bool browsing
    readonly property bool writing: root.app.browse.editor.active
    readonly property bool typing: root.Window.activeFocusItem instanceof TextInput

    signal keysRequested

    component BrowseKey: Shortcut {
        context: Qt.WindowShortcut
        enabled: root.browsing
    }

    BrowseKey {
        sequences: ["Ctrl+F", "F3"]

        onActivated: root.page.focusSearch()
    }

    BrowseKey {
        enabled: root.browsing && !root.typing
        sequence: "/"

        onActivated: root.page.focusSearch()
    }

    BrowseKey {
        sequence: "F1"

        onActivated: root.page.focusTree()
    }

    BrowseKey {
        sequence: "F2"

        onActivated: root.page.focusList()
    }

    BrowseKey {
        sequence: "F6"

        onActivated: root.page.focusNextPane()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+C"

        onActivated: root.app.browse.copyPrimary()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+B"

        onActivated: root.app.browse.copyUsername()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+U"

        onActivated: root.app.browse.copyAddress()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+T"

        onActivated: root.app.browse.copyCode()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+Shift+C"

        onActivated: root.app.browse.detail.togglePrimary()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+Shift+L"

        onActivated: root.app.browse.showcase.showPrimary(ShowcaseViewModel.LargeType)
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+Shift+Q"

        onActivated: root.app.browse.showcase.showPrimary(ShowcaseViewModel.QrCode)
    }

    HeldKeys {
        enabled: root.browsing && !root.writing

        onHeldChanged: held ? root.app.browse.showcase.peek("") : root.app.browse.showcase.peekOver()
    }

    BrowseKey {
        sequence: "Ctrl+N"

        onActivated: root.app.browse.newSecret()
    }

    BrowseKey {
        enabled: root.browsing && !root.writing
        sequence: "Ctrl+E"

        onActivated: root.app.browse.editSecret()
    }

    BrowseKey {
        sequences: ["Ctrl+R", "F5"]

        onActivated: root.app.syncAll()
    }

    BrowseKey {
        sequence: "Ctrl+L"

        onActivated: root.app.lockAll()
    }

    Shortcut {
        sequence: "Ctrl+/"

        onActivated: root.keysRequested()
    }

    Shortcut {
        sequence: "Ctrl+Q"

        onActivated: Qt.quit()
    }

    Instantiator {
        model: 9

        AccountKey {
            enabled: root.browsing

            onChosen: row => root.page.chooseAccount(row)
        }
    }
}
