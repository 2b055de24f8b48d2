// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// In place of the list: rows to come at first load, or why there are none.
Item {
    id: root

    required property AppViewModel app
    required property bool loading
    readonly property BrowseViewModel browse: root.app.browse

    Column {
        anchors.fill: parent
        clip: true
        visible: root.loading

        Repeater {
            model: 8

            SkeletonRow {
                width: parent ? parent.width : 0
            }
        }
    }

    FormScroller {
        id: scroller

        anchors.fill: parent
        contentHeight: Math.max(height, why.implicitHeight + 2 * Theme.space16)
        visible: !root.loading && root.browse.secrets.count === 0 && root.browse.emptyText !== ""

        EmptyState {
            id: why

            anchors.horizontalCenter: parent.horizontalCenter
            hint: root.browse.emptyHint
            symbol: root.browse.searchText === "" ? "inbox" : "search"
            title: root.browse.emptyText
            width: scroller.width - 2 * Theme.space32
            y: Math.max(Theme.space16, (scroller.height - height) / 2 - Theme.space32)

            Button {
                //: Button in an empty search result: looks in every list
                text: qsTr("Search all secrets")
                width: Math.min(implicitWidth, why.width)
                visible: root.browse.searchText !== "" && (root.browse.currentNodeId !== "all" || root.browse.typeFilter !== "")

                onClicked: {
                    root.browse.typeFilter = "";
                    root.browse.selectNode("all");
                }
            }

            Button {
                objectName: "searchEverywhere"
                //: Button in an empty search result: opens the quick lookup with what was searched for
                text: qsTr("Search in all accounts")
                visible: root.browse.searchText !== "" && root.app.accounts.rowCount() > 1
                width: Math.min(implicitWidth, why.width)

                onClicked: root.app.lookUp(root.browse.searchText)
            }

            Button {
                //: Button in an empty list: shows secrets of every type again
                text: qsTr("Clear filter")
                visible: root.browse.searchText === "" && root.browse.typeFilter !== ""
                width: Math.min(implicitWidth, why.width)

                onClicked: root.browse.typeFilter = ""
            }
        }
    }
}
