// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What the program has to say of what was just done, at the bottom of a pane.
Toast {
    id: root

    required property ToastViewModel toast

    anchors.bottom: parent.bottom
    anchors.bottomMargin: Theme.space24
    canClear: root.toast.canClear
    objectName: "toast"
    remaining: root.toast.remaining
    secondsLeft: root.toast.secondsLeft
    shown: root.toast.visible
    text: root.toast.text
    width: Math.min(implicitWidth, parent.width - Theme.space32)
    x: Math.round((parent.width - width) / 2)

    onClearRequested: root.toast.clearNow()
    onDismissed: root.toast.dismiss()
}
