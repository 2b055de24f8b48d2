// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One reason for a second look.
Item {
    id: root

    required property string label
    required property string hint

    implicitHeight: banner.implicitHeight

    Banner {
        id: banner

        hint: root.hint
        kind: Banner.Warning
        title: root.label
        width: parent.width
    }
}
