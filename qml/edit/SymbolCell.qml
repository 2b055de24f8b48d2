// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls

/// One symbol or colour to choose.
T.ItemDelegate {
    id: root

    required property int index
    required property string key
    required property string label
    required property string symbol
    property string shown: root.symbol
    property string ground
    property string type
    property bool chosen: false
    property bool ringed: false

    signal picked

    Accessible.checkable: true
    Accessible.checked: root.chosen
    Accessible.name: root.label
    Accessible.onPressAction: root.picked()
    Accessible.role: Accessible.RadioButton
    focusPolicy: Qt.NoFocus
    height: Theme.controlLarge
    objectName: "choice_" + root.label
    width: Theme.controlLarge

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.hairline
            border.color: Theme.colours.accent
            border.width: root.chosen ? Theme.hairline : 0
            color: root.chosen ? Theme.colours.selection : root.hovered ? Theme.colours.hover : "transparent"
            radius: Theme.radiusCard
        }

        FocusRing {
            around: Theme.radiusCard
            gap: 0
            visible: root.ringed
        }
    }

    onClicked: root.picked()

    TypeTile {
        anchors.centerIn: parent
        ground: root.ground
        size: Theme.iconButton
        symbol: root.shown
        type: root.type
    }

    Tooltip {
        over: root
        shown: root.hovered || root.ringed
        text: root.label
    }
}
