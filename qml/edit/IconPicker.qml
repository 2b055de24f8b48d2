// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The tile of a secret being written; where the vault keeps symbols, a button that offers them.
T.Button {
    id: root

    required property EditorViewModel editor
    readonly property IconChoice choice: root.editor.icon

    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: root.enabled ? Accessible.ButtonMenu : Accessible.Graphic
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    enabled: root.choice.available
    implicitHeight: Theme.tileLarge
    implicitWidth: Theme.tileLarge
    objectName: "iconPicker"
    //: Name of the button that offers symbols and colours for a secret
    text: qsTr("Choose a symbol")

    contentItem: TypeTile {
        ground: root.choice.ground
        size: Theme.tileLarge
        symbol: root.choice.symbol
        type: root.editor.type
    }

    onClicked: popup.open()

    FocusRing {
        around: Math.round(Theme.tileLarge / 4)
        visible: root.visualFocus
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.margins: -Theme.space4
        anchors.right: parent.right
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: root.hovered ? Theme.colours.accentSoft : Theme.colours.surface
        height: Theme.iconMedium
        radius: height / 2
        visible: root.enabled
        width: height
        z: 1 // above the tile

        Icon {
            anchors.centerIn: parent
            size: Theme.space12
            symbol: "edit"
        }
    }

    Tooltip {
        over: root
        shown: root.hovered && !popup.opened
        text: root.text
    }

    SymbolPopup {
        id: popup

        icon: root.choice
        objectName: "symbolPopup"
        type: root.editor.type
        y: root.height + Theme.space8

        onClosed: root.forceActiveFocus(Qt.PopupFocusReason)
    }
}
