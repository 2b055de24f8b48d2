// SPDX-License-Identifier: GPL-3.0-or-later
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

    OnboardingPage {
        id: setup

        anchors.fill: parent
        cancellable: root.app.browse.currentAccountId !== ""
        firstRun: root.app.firstRun
        focus: visible
        visible: root.app.page === AppViewModel.FirstRunPage

        onCancelRequested: root.app.cancelAddAccount()
    }

    LockedPage {
        anchors.fill: parent
        focus: visible
        visible: !setup.visible && root.app.locked

        onUnlockAsked: root.app.unlock()
    }

    BrowsePage {
        id: browsing

        anchors.fill: parent
        app: root.app
        focus: visible
        visible: !setup.visible && !root.app.locked

        onKeysRequested: keys.open()
    }

    MainShortcuts {
        app: root.app
        page: browsing

        onKeysRequested: keys.open()
    }

    KeySheet {
        id: keys

        parent: T.Overlay.overlay
    }
}
