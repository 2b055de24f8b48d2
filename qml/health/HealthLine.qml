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

    //: Said of a heading by a screen reader. %1 is "expanded" or "collapsed", %2 a sentence
    Accessible.description: root.heading ? qsTr("%1. %2").arg(root.foldWord).arg(root.detail) : root.detail
    //: Said of a heading by a screen reader. %1 is what was found, %2 how bad that is, %3 a number
    Accessible.name: root.heading ? qsTr("%1, %2, %3").arg(root.label).arg(root.severityText).arg(root.amount.toLocaleString(Qt.locale(), "f", 0)) : root.label
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: root.heading ? Math.max(Theme.listRow, kind.implicitHeight + Theme.space12) : Math.max(Theme.tileLarge, entry.implicitHeight + Theme.space12)
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
        id: kind

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
        id: entry

        anchors.fill: parent
        anchors.leftMargin: Theme.space12 + Theme.iconMedium + Theme.space12
        anchors.rightMargin: Theme.space12
        detail: root.detail
        label: root.label
        type: root.type
        visible: !root.heading
    }
}
