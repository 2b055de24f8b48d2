// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic

ApplicationWindow {
    width: 1180
    height: 760
    visible: true

    Text {
        anchors.centerIn: parent
        text: "floor"
        textFormat: Text.PlainText
    }
}
