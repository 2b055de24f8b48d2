// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// One account in the list of accounts.
T.ItemDelegate {
    id: root

    required property string accountId
    required property string name
    required property string initials
    required property int badge
    required property string serviceName
    required property int state
    required property string stateText
    required property string errorText
    required property bool current
    required property int index

    signal chosen(string accountId)

    Accessible.description: root.errorText
    Accessible.name: Phrases.listed([root.name, root.serviceName, root.stateText])
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.current
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onSpacePressed: root.clicked()
    implicitHeight: Theme.tileLarge + Theme.space4

    background: Rectangle {
        color: root.current ? Theme.colours.selection : root.hovered || root.activeFocus ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            gap: 0
            visible: root.activeFocus
        }
    }

    onClicked: root.chosen(root.accountId)

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space8
        anchors.rightMargin: Theme.space8
        spacing: Theme.space8

        AccountFace {
            Accessible.ignored: true
            Layout.fillWidth: true
            accountId: root.accountId
            badge: root.badge
            current: root.current
            errorText: root.errorText
            initials: root.initials
            name: root.name
            serviceName: root.serviceName
            state: root.state
            stateText: root.stateText
        }

        KeyHint {
            //: Keys that switch to the account with this number
            keys: qsTr("Ctrl+%1").arg(root.index + 1)
            visible: root.index < 9
        }
    }
}
