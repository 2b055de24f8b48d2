// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Browse
import Coffret.Controls
import Coffret.Onboarding
import Coffret.Ui

/// The main window: setup, the secrets, or a locked door.
T.ApplicationWindow {
    id: root

    required property AppViewModel app
    property KeySheet keys: null

    function showKeys(): void {
        if (!root.keys)
            root.keys = keySheet.createObject(root) as KeySheet;
        root.keys.open();
    }

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    color: Theme.colours.window
    height: Theme.windowHeight
    minimumHeight: Theme.windowMinimumHeight
    minimumWidth: Theme.windowMinimumWidth
    title: "Coffret"
    visible: true
    width: Theme.windowWidth

    Binding {
        property: "dark"
        target: Theme
        value: root.app.dark
    }

    Binding {
        property: "highContrast"
        target: Theme
        value: root.app.colourScheme === "contrast"
    }

    Connections {
        function onRaiseRequested(): void {
            root.show();
            root.raise();
            root.requestActivate();
        }

        target: root.app
    }

    LazyItem {
        id: setup

        anchors.fill: parent
        focus: visible
        shown: root.app.page === AppViewModel.FirstRunPage

        OnboardingPage {
            cancellable: root.app.browse.currentAccountId !== ""
            firstRun: root.app.firstRun
            focus: true

            onCancelRequested: root.app.cancelAddAccount()
        }
    }

    LazyItem {
        anchors.fill: parent
        focus: visible
        shown: !setup.shown && root.app.locked

        LockedPage {
            focus: true

            onUnlockAsked: root.app.unlock()
        }
    }

    LazyItem {
        id: browsing

        anchors.fill: parent
        focus: visible
        shown: !setup.shown && !root.app.locked

        BrowsePage {
            app: root.app
            focus: true

            onKeysRequested: root.showKeys()
        }
    }

    AccountSheets {
        anchors.fill: parent
        app: root.app
    }

    MainShortcuts {
        app: root.app
        browsing: browsing.visible
        page: browsing.item as BrowsePage

        onKeysRequested: root.showKeys()
    }

    Component {
        id: keySheet

        KeySheet {
            parent: T.Overlay.overlay
        }
    }
}
