// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A button among others that flow, never wider than all the room there is.
Button {
    width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
}
