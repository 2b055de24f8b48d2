// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls

/// A row of the result: a heading that folds, or a secret to go to.
T.ItemDelegate {
    id: root

    required property int index
    required property bool heading
    required property string label
    required property string detail
    required property string symbol
    required property string type
    required property int severity
    required property string severityText
    required property int amount
    required property bool expanded
    //: Said of a heading by a screen reader: whether what belongs to it is shown
    readonly property string foldWord: root.expanded ? qsTr("expanded") : qsTr("collapsed")

    signal chosen(int index)

    Accessible.description: root.heading ? root.foldWord + ". " + root.detail : root.detail
    Accessible.name: root.heading ? root.label + ", " + root.severityText + ", " + root.amount : root.label
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: root.heading ? Theme.listRow : Theme.tileLarge
    objectName: (root.heading ? "healthHeading_" : "healthEntry_") + root.label

    background: Rectangle {
        color: root.hovered || root.activeFocus ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            gap: 0
            visible: root.activeFocus
        }
    }

    onClicked: root.chosen(root.index)

    HealthHeading {
        amount: root.amount
        anchors.fill: parent
        anchors.leftMargin: Theme.space12
        anchors.rightMargin: Theme.space12
        detail: root.detail
        expanded: root.expanded
        ink: [Theme.colours.danger, Theme.colours.warning, Theme.colours.textSecondary][root.severity]
        label: root.label
        severityText: root.severityText
        symbol: root.symbol
        visible: root.heading
    }

    HealthEntry {
        anchors.fill: parent
        anchors.leftMargin: Theme.space12 + Theme.iconMedium + Theme.space12
        anchors.rightMargin: Theme.space12
        detail: root.detail
        label: root.label
        type: root.type
        visible: !root.heading
    }
}
