// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What one environment has of one name: a symbol and a word, never a value.
Item {
    id: root

    required property int index
    required property int state ///< EnvironmentCellModel.State
    required property string words
    required property string symbol
    required property string spoken
    property bool current: false
    property bool ringed: false
    readonly property bool empty: root.state === EnvironmentCellModel.Absent || root.state === EnvironmentCellModel.NotTold
    readonly property color ink: root.state === EnvironmentCellModel.Same ? Theme.colours.success : root.state === EnvironmentCellModel.Different ? Theme.colours.warning : root.state === EnvironmentCellModel.NoValue ? Theme.colours.danger : root.empty ? Theme.colours.textTertiary : Theme.colours.textSecondary

    signal chosen
    signal opened

    Accessible.focusable: true
    Accessible.focused: root.ringed
    Accessible.name: root.spoken
    Accessible.onPressAction: root.opened()
    Accessible.role: Accessible.Cell
    Accessible.selected: root.current
    objectName: "comparisonCell_" + root.index

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.focusWidth
        color: root.current ? Theme.colours.selection : pointer.hovered ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            gap: 0
            visible: root.ringed
        }
    }

    RowLayout {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.top: parent.top
        spacing: Theme.space8

        Icon {
            color: root.ink
            symbol: root.symbol
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: root.empty ? Theme.colours.textTertiary : Theme.colours.text
            text: root.words
        }
    }

    HoverHandler {
        id: pointer
    }

    TapHandler {
        onDoubleTapped: root.opened()
        onTapped: root.chosen()
    }
}
