// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Every account, and the way to one more.
T.Popup {
    id: root

    required property AccountListModel accounts

    signal accountChosen(string accountId)
    signal addRequested
    signal removeRequested(string accountId)

    focus: true
    implicitHeight: column.implicitHeight + Theme.space8
    margins: Theme.space8
    objectName: "accountPopup"
    padding: Theme.space4
    width: Theme.menuWidth

    background: Rectangle {
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: Theme.colours.surfaceRaised
        radius: Theme.radiusCard

        Elevation {
            around: Theme.radiusCard
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

    onAboutToShow: list.currentIndex = root.accounts.currentRow()
    onOpened: list.forceActiveFocus()

    RingKeeper {
        popup: root
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.space4

        ListView {
            id: list

            function removeCurrent(): void {
                root.close();
                root.removeRequested((list.currentItem as AccountRow).accountId);
            }

            //: Accessible name of the list of accounts
            Accessible.name: qsTr("Accounts")
            Accessible.role: Accessible.List
            Keys.onDeletePressed: list.removeCurrent()
            Layout.fillWidth: true
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            highlightMoveDuration: 0
            implicitHeight: Math.min(contentHeight, Theme.listRow * 6)
            keyNavigationEnabled: true
            model: root.accounts

            delegate: AccountRow {
                width: ListView.view.width

                onChosen: accountId => {
                    root.close();
                    root.accountChosen(accountId);
                }
            }
        }

        Rectangle {
            Layout.fillWidth: true
            color: Theme.colours.hairline
            implicitHeight: Theme.hairline
        }

        Button {
            kind: Button.Quiet
            symbol: "plus"
            //: Button below the list of accounts
            text: qsTr("Add account…")

            onClicked: {
                root.close();
                root.addRequested();
            }
        }

        Button {
            kind: Button.Quiet
            objectName: "removeAccount"
            symbol: "trash"
            //: Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer
            text: qsTr("Remove “%1”…").arg(list.currentItem ? (list.currentItem as AccountRow).name : "")

            onClicked: list.removeCurrent()
        }
    }
}
