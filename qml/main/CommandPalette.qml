// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Everything that can be done and every place there is, by name.
T.Popup {
    id: root

    required property PaletteViewModel palette
    readonly property int mostRows: 12
    readonly property real room: parent ? parent.height - root.y - Theme.space24 : 0

    closePolicy: T.Popup.CloseOnPressOutside
    focus: true
    implicitHeight: column.implicitHeight + topPadding + bottomPadding
    implicitWidth: Math.min(Theme.paletteWidth, parent ? parent.width - 2 * Theme.space24 : 0)
    modal: true
    objectName: "commandPalette"
    padding: Theme.space12
    parent: T.Overlay.overlay
    visible: root.palette.active
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round(Math.max(Theme.space24, parent.height / 12)) : 0

    T.Overlay.modal: Rectangle {
        color: Theme.colours.scrim
    }
    background: Rectangle {
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: Theme.colours.surfaceRaised
        radius: Theme.radiusPalette

        Elevation {
            around: Theme.radiusPalette
        }
    }
    enter: Transition {
        NumberAnimation {
            duration: Theme.motionFast
            easing.type: Easing.OutCubic
            from: 0
            property: "opacity"
            to: 1
        }
    }

    onAboutToShow: field.clear()
    onClosed: root.palette.hide()
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)

    RingKeeper {
        popup: root
    }

    ColumnLayout {
        id: column

        //: Name of the command palette
        Accessible.name: qsTr("Command palette")
        Accessible.role: Accessible.Dialog
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.space8

        SearchField {
            id: field

            Accessible.description: root.palette.currentText
            Keys.onEnterPressed: root.palette.activate()
            Keys.onEscapePressed: root.palette.hide()
            Keys.onPressed: event => {
                const page = Math.max(1, Math.floor(list.height / Theme.controlLarge) - 1);
                const deltas = new Map([[Qt.Key_PageUp, -page], [Qt.Key_PageDown, page], [Qt.Key_Home, -list.count], [Qt.Key_End, list.count]]);
                event.accepted = deltas.has(event.key) && event.modifiers === Qt.NoModifier;
                if (event.accepted)
                    root.palette.move(deltas.get(event.key));
            }
            Keys.onReturnPressed: root.palette.activate()
            Keys.priority: Keys.BeforeItem
            Layout.fillWidth: true
            focus: true
            font.pixelSize: Theme.emphasis
            implicitHeight: Theme.controlLarge
            //: Name of the field in the command palette
            label: qsTr("Command or place")
            objectName: "paletteField"
            //: In the empty field of the command palette
            placeholderText: qsTr("What to do, or where to go")

            onMoved: delta => root.palette.move(delta)
            onTextChanged: root.palette.query = text
        }

        PaletteList {
            id: list

            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(contentHeight, Theme.controlLarge * root.mostRows, root.room - field.height - 2 * root.padding - column.spacing)
            palette: root.palette
            visible: count > 0
        }

        ThemedText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space12
            Layout.preferredHeight: Theme.controlLarge
            color: Theme.colours.textSecondary
            objectName: "paletteStatus"
            text: root.palette.statusText
            visible: text !== ""
        }
    }
}
