// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One side of a secret.
TabButton {
    id: root

    required property string key
    required property string label

    activeFocusOnTab: root.current || root.activeFocus
    objectName: "tab_" + root.key
    text: root.label
}
