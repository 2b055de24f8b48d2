// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The account in view; opens the list of all of them.
T.Button {
    id: root

    required property AccountListModel accounts

    signal accountChosen(string accountId)
    signal addRequested
    signal removeRequested(string accountId)

    function chooseAt(row: int): void {
        if (row < faces.count)
            root.accountChosen((faces.itemAt(row) as AccountFace).accountId);
    }

    //: Accessible name of the button at the top of the sidebar that lists the accounts
    Accessible.name: qsTr("Switch account")
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ButtonMenu
    Keys.onEnterPressed: root.clicked()
    Keys.onReturnPressed: root.clicked()
    implicitHeight: Math.max(Theme.tileLarge, row.implicitHeight) + Theme.space8
    objectName: "accountSwitcher"
    onClicked: popup.open()

    background: Rectangle {
        color: root.hovered || popup.opened ? Theme.colours.hover : "transparent"
        radius: Theme.radiusCard

        FocusRing {
            around: Theme.radiusCard
            gap: 0
            visible: root.visualFocus
        }
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.space8
        anchors.rightMargin: Theme.space8
        spacing: Theme.space8

        LayoutRepeater {
            id: faces

            model: root.accounts

            AccountFace {
                Layout.fillWidth: true
                visible: current
            }
        }

        Icon {
            color: Theme.colours.textTertiary
            symbol: "chevrons"
        }
    }

    AccountPopup {
        id: popup

        accounts: root.accounts
        x: root.mirrored ? root.width - width : 0
        y: root.height + Theme.space4

        onAccountChosen: accountId => root.accountChosen(accountId)
        onAddRequested: root.addRequested()
        onRemoveRequested: accountId => root.removeRequested(accountId)
    }
}
