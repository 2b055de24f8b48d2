// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// One tab: its words, and a line below the one that is shown.
T.TabButton {
    id: root

    property bool current: false

    Accessible.checkable: true
    Accessible.checked: root.current
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.PageTab
    Accessible.selected: root.current
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    autoExclusive: false // which is current, is for its owner to say
    checkable: false
    focusPolicy: Qt.StrongFocus
    implicitHeight: Theme.controlHeight + Theme.space4
    implicitWidth: implicitContentWidth + Theme.space16
    opacity: root.enabled ? 1 : Theme.dimmed

    background: Item {
        Rectangle {
            anchors.bottomMargin: Theme.space8
            anchors.fill: parent
            anchors.topMargin: Theme.space4
            color: root.down ? Theme.colours.pressed : Theme.colours.hover
            radius: Theme.radiusControl
            visible: root.hovered || root.down
        }

        Rectangle {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.leftMargin: Theme.space8
            anchors.right: parent.right
            anchors.rightMargin: Theme.space8
            color: Theme.colours.accent
            height: Theme.focusWidth
            radius: height / 2
            visible: root.current
        }

        FocusRing {
            anchors.bottomMargin: Theme.space4
            gap: 0
            visible: root.visualFocus
        }
    }
    contentItem: ThemedText {
        Accessible.ignored: true
        color: root.current ? Theme.colours.text : root.hovered ? Theme.colours.text : Theme.colours.textSecondary
        font.weight: root.current ? Font.DemiBold : Font.Normal
        horizontalAlignment: Text.AlignHCenter
        text: root.text
    }
}
