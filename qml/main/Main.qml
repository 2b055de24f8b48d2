// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The main window: setup, the secrets, or a locked door.
T.ApplicationWindow {
    id: root

    required property AppViewModel app

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
            keys.shown = true;
            (keys.made as T.Popup).open();
        }

        target: root.app.commands
    }

    LazyItem {
        id: setup

        anchors.fill: parent
        focus: visible
        properties: ({
                "app": root.app,
                "focus": true
            })
        shown: root.app.page === AppViewModel.FirstRunPage
        source: Qt.resolvedUrl("SetupPage.qml")
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
        anchors.fill: parent
        focus: visible
        properties: ({
                "app": root.app,
                "focus": true
            })
        shown: !setup.shown && !root.app.locked
        source: Qt.resolvedUrl("../Browse/BrowsePage.qml")
    }

    AccountSheets {
        anchors.fill: parent
        app: root.app
    }

    Instantiator {
        model: CommandKeysModel {
            table: root.app.commands
        }

        CommandKey {
        }
    }

    LazyItem {
        properties: ({
                "settings": root.app.settings
            })
        shown: root.app.settings.open
        source: Qt.resolvedUrl("../Settings/SettingsSheet.qml")
    }

    LazyItem {
        id: keys

        properties: ({
                "commands": root.app.commands
            })
        shown: false
        source: Qt.resolvedUrl("KeySheet.qml")
    }

    LazyItem {
        properties: ({
                "palette": root.app.palette
            })
        shown: root.app.palette.active
        source: Qt.resolvedUrl("CommandPalette.qml")
    }

    LazyItem {
        properties: ({
                "access": root.app.access
            })
        shown: root.app.access.asking
        source: Qt.resolvedUrl("ProgramAccessSheet.qml")
    }
}
