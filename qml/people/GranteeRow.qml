// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// Somebody who was found.
ListDelegate {
    id: root

    required property int index
    required property bool isGroup
    required property string name
    required property bool present
    required property string detailText

    detail: root.detailText
    enabled: !root.present
    mark: root.present ? "check" : "plus"
    symbol: root.isGroup ? "users" : "user"
    text: root.name
}
