// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A secret on its way to a folder.
Rectangle {
    id: root

    property string secretId
    property string name
    property string type
    property bool dragging: false
    property point place

    function begin(secretId: string, name: string, type: string): void {
        root.secretId = secretId;
        root.name = name;
        root.type = type;
        root.dragging = true;
    }

    function end(): void {
        root.Drag.drop();
        root.dragging = false;
    }

    Accessible.ignored: true
    Drag.active: root.dragging
    Drag.hotSpot.x: Theme.space8
    Drag.hotSpot.y: Theme.space8
    Drag.keys: ["coffret/secret"]
    Drag.source: root
    border.color: Theme.colours.accent
    border.width: Theme.hairline
    color: Theme.colours.surfaceRaised
    height: Theme.controlLarge
    radius: Theme.radiusControl
    visible: root.dragging
    width: row.implicitWidth + Theme.space24
    x: root.place.x - Theme.space8
    y: root.place.y - Theme.space8
    z: 1

    Elevation {
        around: Theme.radiusControl
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space8

        TypeTile {
            size: Theme.tileSmall
            type: root.type
        }

        ThemedText {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            text: root.name
        }
    }
}
