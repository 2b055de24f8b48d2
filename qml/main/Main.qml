// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Browse
import Coffret.Controls
import Coffret.Onboarding
import Coffret.Settings
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
        value: root.app.settings.highContrast
    }

    Binding {
        property: "reducedMotion"
        target: Theme
        value: root.app.settings.reducedMotion
    }

    Binding {
        property: "textScale"
        target: Theme
        value: root.app.settings.textScale
    }

    Connections {
        function onRaiseRequested(): void {
            root.visible = true; // as it was: show() would make a maximised one small
            root.raise();
            root.requestActivate();
        }

        target: root.app
    }

    Connections {
        function onKeysWanted(): void {
            root.showKeys();
        }

        target: root.app.commands
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
            settings: root.app.settings

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
    }

    LazyItem {
        shown: root.app.settings.open

        Item {
            SettingsSheet {
                settings: root.app.settings
            }
        }
    }

    LazyItem {
        shown: root.app.palette.active

        Item {
            CommandPalette {
                palette: root.app.palette
            }
        }
    }

    LazyItem {
        shown: root.app.access.asking

        Item {
            ProgramAccessSheet {
                access: root.app.access
            }
        }
    }

    Component {
        id: keySheet

        KeySheet {
            commands: root.app.commands
        }
    }
}
