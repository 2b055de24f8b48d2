// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// In place of a secret's details while several are chosen: how many, and what can be done with all of them.
FocusScope {
    id: root

    required property BrowseViewModel browse
    readonly property BulkViewModel bulk: root.browse.bulk

    //: Accessible name of the part that works on several secrets
    Accessible.name: qsTr("Chosen secrets")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "bulkPane"

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.space8

        EmptyState {
            Layout.bottomMargin: Theme.space8
            Layout.fillWidth: true
            //: Below how many secrets are chosen
            hint: qsTr("What you do here is done to all of them.")
            symbol: "all"
            title: root.bulk.heading
        }

        BulkAction {
            Layout.fillWidth: true
            first: true
            objectName: "bulkShare"
            reason: root.bulk.shareHint
            symbol: "share"
            //: Button: gives people access to several secrets
            text: qsTr("Share…")

            onClicked: root.bulk.askToShare()
        }

        BulkAction {
            Layout.fillWidth: true
            objectName: "bulkMove"
            reason: root.bulk.writeHint
            symbol: "move"
            //: Button: moves several secrets
            text: qsTr("Move to…")
            visible: root.bulk.canMove || reason !== ""

            onClicked: root.browse.moveChosen()
        }

        BulkAction {
            Layout.fillWidth: true
            objectName: "bulkStar"
            symbol: "star-filled"
            //: Button: gives several secrets a star
            text: qsTr("Add to favourites")
            visible: root.bulk.canFavourite

            onClicked: root.bulk.setFavourite(true)
        }

        BulkAction {
            Layout.fillWidth: true
            objectName: "bulkUnstar"
            symbol: "star"
            //: Button: takes the star of several secrets away
            text: qsTr("Remove from favourites")
            visible: root.bulk.canFavourite

            onClicked: root.bulk.setFavourite(false)
        }

        BulkAction {
            Layout.fillWidth: true
            objectName: "bulkDelete"
            reason: root.bulk.deleteHint
            symbol: "trash"
            //: Button: deletes several secrets after a question
            text: qsTr("Delete…")

            onClicked: root.bulk.askToDelete()
        }
    }
}
