// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// A type of secret to choose.
T.AbstractButton {
    id: root

    required property int index
    required property string key
    required property string label
    required property string hint

    signal chosen(string type)

    Accessible.description: root.hint
    Accessible.name: root.label
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.Button
    Keys.onDownPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onEnterPressed: root.clicked()
    Keys.onLeftPressed: root.nextItemInFocusChain(root.mirrored).forceActiveFocus(root.mirrored ? Qt.TabFocusReason : Qt.BacktabFocusReason)
    Keys.onReturnPressed: root.clicked()
    Keys.onRightPressed: root.nextItemInFocusChain(!root.mirrored).forceActiveFocus(root.mirrored ? Qt.BacktabFocusReason : Qt.TabFocusReason)
    Keys.onUpPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: Theme.sidebarMinimum - Theme.space24
    objectName: "typeCard_" + root.key
    padding: Theme.space16

    background: Card {
        border.color: root.hovered ? Theme.tint(root.key) : Theme.colours.hairline

        Rectangle {
            anchors.fill: parent
            color: root.down ? Theme.colours.pressed : Theme.colours.hover
            radius: parent.radius
            visible: root.hovered || root.down
        }

        FocusRing {
            around: Theme.radiusCard
            visible: root.visualFocus
        }
    }
    contentItem: ColumnLayout {
        spacing: Theme.space4

        TypeTile {
            Layout.bottomMargin: Theme.space8
            type: root.key
        }

        RowLayout {
            Layout.fillWidth: true

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                font.pixelSize: Theme.emphasis
                font.weight: Font.DemiBold
                text: root.label
            }

            KeyHint {
                objectName: "typeLetter"
                keys: root.key.charAt(0).toUpperCase() // the same whatever the language: no two begin alike
            }
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillHeight: true
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.hint
            verticalAlignment: Text.AlignTop
            wrapMode: Text.Wrap
        }
    }

    onClicked: root.chosen(root.key)
}
