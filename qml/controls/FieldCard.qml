// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// Label above value, actions at the right on hover and focus. The whole card copies on Enter or a click.
T.AbstractButton {
    id: root

    required property string label
    property string spoken: root.label ///< what a screen reader says; never a protected value
    //: Accessible description of a field card
    property string hint: qsTr("Press Enter to copy")
    property bool busy: false
    property bool last: true
    property bool pinned: false ///< actions stay visible
    property real valueHeight: holder.childrenRect.height ///< where it has several looks: of the one that shows
    property bool wide: false ///< the value has all the width; actions stand beside the label
    readonly property bool tight: root.width < actionRow.inOneLine + 2 * Theme.tileLarge + 2 * Theme.space16 ///< actions stand below
    readonly property bool active: root.hovered || root.activeFocus || actionScope.activeFocus
    default property alias value: holder.data
    property alias actions: actionRow.data

    signal copyRequested

    Accessible.description: root.hint
    Accessible.name: root.spoken
    Accessible.onPressAction: root.copyRequested()
    Accessible.role: Accessible.Button
    Keys.onEnterPressed: root.copyRequested()
    Keys.onReturnPressed: root.copyRequested()
    implicitHeight: Math.max(Theme.listRow, words.height + Theme.space16 + (root.tight ? Theme.space4 + actionRow.height : 0))

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.hairline
            color: Theme.colours.hover
            radius: Theme.radiusCard - Theme.hairline
            visible: root.hovered
        }

        Rectangle {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.leftMargin: Theme.space16
            anchors.right: parent.right
            color: Theme.colours.hairline
            height: Theme.hairline
            visible: !root.last
        }

        FocusRing {
            around: Theme.radiusCard
            gap: 0
            visible: root.visualFocus
        }
    }

    // Plain anchors: a layout around a value that wraps never settles on a height.
    Column {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: root.tight || root.wide ? parent.right : actionScope.left
        anchors.rightMargin: root.tight || root.wide ? Theme.space16 : Theme.space8
        spacing: Theme.space4
        y: root.tight ? Theme.space8 : (root.height - height) / 2

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            height: root.wide && !root.tight ? Math.max(implicitHeight, actionRow.height) : implicitHeight
            text: root.label
            width: root.wide && !root.tight ? parent.width - actionScope.width : parent.width
        }

        Item {
            id: holder

            height: root.valueHeight
            width: parent.width
        }
    }

    FocusScope {
        id: actionScope

        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        height: actionRow.height
        opacity: root.active || root.pinned ? 1 : 0
        width: actionRow.width
        y: root.tight ? words.y + words.height + Theme.space4 : root.wide ? words.y : root.height > Theme.listRow * 1.5 ? Theme.space12 : (root.height - height) / 2

        Behavior on opacity  {
            NumberAnimation {
                duration: Theme.motionFast
                easing.type: Easing.OutCubic
            }
        }

        ButtonFlow {
            id: actionRow

            available: root.width - 2 * Theme.space8
            spacing: Theme.space4
            width: Math.min(inOneLine, available)
        }
    }

    onClicked: root.copyRequested()
}
