// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A hairline between groups of a menu.
T.MenuSeparator {
    bottomPadding: Theme.space4
    implicitHeight: Theme.space8 + Theme.hairline
    leftPadding: Theme.space8
    rightPadding: Theme.space8
    topPadding: Theme.space4

    contentItem: Rectangle {
        color: Theme.colours.hairline
        implicitHeight: Theme.hairline
    }
}
