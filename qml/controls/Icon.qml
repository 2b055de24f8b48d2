// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.impl

/// A symbol from resources/icons in one colour. IconImage tints the pixmap itself, so it looks the same without a GPU.
IconImage {
    id: root

    property string symbol
    property int size: Theme.iconSmall
    readonly property bool directed: /^(arrow-left|arrow-right|chevron-left|chevron-right|external|quit|reply|sort|undo)$/.test(root.symbol)

    Accessible.ignored: true
    color: Theme.colours.textSecondary
    height: root.size
    mirror: root.directed && root.LayoutMirroring.enabled
    source: root.symbol === "" ? "" : "qrc:/icons/" + root.symbol + ".svg"
    sourceSize.height: root.size
    sourceSize.width: root.size
    width: root.size
}
