// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// How an account is doing, as a dot; the words stand beside it.
Rectangle {
    id: root

    required property int accountState ///< Session::State
    readonly property color tone: [Theme.colours.textTertiary, Theme.colours.warning, Theme.colours.warning, Theme.colours.warning, Theme.colours.success, Theme.colours.danger][root.accountState]

    border.color: Theme.colours.sidebar
    border.width: Theme.focusWidth
    color: root.tone
    implicitHeight: Theme.dot + Theme.space4
    implicitWidth: Theme.dot + Theme.space4
    radius: height / 2
}
