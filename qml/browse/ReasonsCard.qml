// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Why a secret needs attention, and what to do about it.
Column {
    id: root

    required property DetailViewModel detail

    objectName: "reasonsCard"
    spacing: Theme.space8

    Repeater {
        model: root.detail.reasons

        ReasonBanner {
            width: root.width
        }
    }
}
