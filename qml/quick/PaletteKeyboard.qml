// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Ui

/// The palette is there as long as it has the keyboard, or gpg asks for a passphrase in front of it.
Item {
    id: root

    required property QuickLookupViewModel lookup
    required property Window palette
    required property Item field
    /// While it has only just come, in ms: a window manager may still be moving the keyboard on from the window before it.
    property int settlingTime: 250
    /// Something took the keyboard meanwhile, too soon to be a person's wish.
    property bool wasTaken: false

    function isLost(): bool {
        return !root.palette.active && root.palette.visible && !root.lookup.busy;
    }

    objectName: "paletteKeyboard"

    Connections {
        function onActiveChanged(): void {
            if (!root.isLost())
                return;
            if (settling.running) {
                root.wasTaken = true;
                root.palette.requestActivate();
            } else {
                root.lookup.hide();
            }
        }

        function onVisibleChanged(): void {
            if (!root.palette.visible)
                return;
            root.wasTaken = false;
            settling.restart();
            root.palette.requestActivate();
            root.field.forceActiveFocus();
        }

        target: root.palette
    }

    Timer {
        id: settling

        interval: root.settlingTime

        onTriggered: if (root.wasTaken && root.isLost())
            root.lookup.hide()
    }
}
