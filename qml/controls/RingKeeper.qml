// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// Sees to it that a popup gives back the ring with the keyboard: what had both before it opened has both afterwards.
QtObject {
    id: root

    required property T.Popup popup
    readonly property T.Control focused: root.popup.parent ? root.popup.parent.Window.activeFocusItem as T.Control : null
    property bool ringed: false
    readonly property Connections watch: Connections {
        function onAboutToShow(): void {
            root.ringed = root.focused !== null && root.focused.visualFocus;
        }

        function onClosed(): void {
            if (root.ringed && root.focused)
                root.focused.focusReason = Qt.TabFocusReason;
        }

        target: root.popup
    }
}
