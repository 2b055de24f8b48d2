// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// How fresh the list is, in words; sync, lock and the program's menu.
Item {
    id: root

    required property AppViewModel app
    readonly property bool tight: root.longestOf(words.text) > root.width - buttons.implicitWidth - Theme.space16 - Theme.space8 ///< buttons stand below

    function longestOf(text: string): real {
        return Math.max(...text.split(" ").map(word => metrics.advanceWidth(word)));
    }

    implicitHeight: waiting.height + Math.max(Theme.tileLarge, grid.implicitHeight + Theme.space8)

    FontMetrics {
        id: metrics

        font: words.font
    }

    /// Above them, where something has not been sent.
    Button {
        id: waiting

        anchors.left: parent.left
        anchors.leftMargin: Theme.space8
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.top: parent.top
        height: visible ? implicitHeight : 0
        objectName: "waitingButton"
        symbol: root.app.browse.outbox.needsPerson ? "warning" : "sync"
        text: root.app.browse.outbox.summary
        visible: text !== ""

        onClicked: root.app.browse.outbox.show()
    }

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: waiting.height / 2
        columnSpacing: 0
        columns: root.tight ? 1 : 2
        rowSpacing: 0

        ThemedText {
            id: words

            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            maximumLineCount: 3
            text: root.app.browse.busy ? root.app.browse.progressText : root.app.browse.syncText
            wrapMode: Text.WordWrap
        }

        Row {
            id: buttons

            Layout.alignment: Qt.AlignRight

            IconButton {
                enabled: !root.app.browse.busy
                objectName: "syncButton"
                //: Key that syncs, beside the button's name
                shortcutText: qsTr("Ctrl+R")
                symbol: "sync"
                //: Name of the button that fetches the lists again
                text: qsTr("Sync now")

                onClicked: root.app.syncAll()
            }

            IconButton {
                objectName: "lockButton"
                //: Key that locks, beside the button's name
                shortcutText: qsTr("Ctrl+L")
                symbol: "lock"
                //: Name of the button that locks every account
                text: qsTr("Lock")

                onClicked: root.app.lockAll()
            }

            MenuButton {
                menu: mainMenu
                objectName: "mainMenuButton"
                symbol: "more"
                //: Name of the button that opens the program's menu
                text: qsTr("Menu")
                upwards: true
            }
        }
    }

    LazyItem {
        properties: ({
                "outbox": root.app.browse.outbox
            })
        shown: root.app.browse.outbox.open
        source: Qt.resolvedUrl("OutboxSheet.qml")
    }

    MainMenu {
        id: mainMenu

        app: root.app
    }
}
