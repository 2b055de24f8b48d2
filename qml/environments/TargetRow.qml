// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// An environment to choose, and what became of the value there.
Item {
    id: root

    required property int index
    required property string name
    required property bool chosen
    required property int state ///< EnvironmentTargetModel.State
    required property string stateText
    required property string reason
    property bool locked: false
    readonly property bool isSet: root.state === EnvironmentTargetModel.Set

    signal chosenRequested(bool chosen)

    implicitHeight: Math.max(Theme.controlHeight, row.implicitHeight)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space8

        CheckBox {
            Accessible.description: Phrases.sentences([root.stateText, root.reason])
            Layout.fillWidth: true
            checked: root.chosen
            enabled: !root.locked && !root.isSet
            objectName: "target_" + root.index
            text: root.name

            onToggled: root.chosenRequested(checked)
        }

        Icon {
            color: root.isSet ? Theme.colours.success : root.state === EnvironmentTargetModel.Failed ? Theme.colours.danger : root.state === EnvironmentTargetModel.MayBeSet ? Theme.colours.warning : Theme.colours.textSecondary
            symbol: root.isSet ? "check" : root.state === EnvironmentTargetModel.Failed ? "error" : root.state === EnvironmentTargetModel.MayBeSet ? "warning" : "minus"
            visible: root.stateText !== ""
        }

        ColumnLayout {
            Layout.maximumWidth: Theme.sidebarWidth
            spacing: 0
            visible: root.stateText !== ""

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: root.stateText
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                elide: Text.ElideNone
                font.pixelSize: Theme.caption
                text: root.reason
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
