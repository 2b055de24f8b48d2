// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// One secret in the list: tile, name with the match marked, login and place, and at the right only what matters.
T.ItemDelegate {
    id: root

    required property string secretId
    required property string name
    required property string place ///< whose it is and where it lies
    required property string type
    required property string typeLabel
    required property bool favourite
    required property bool hasTotp
    required property string attention
    required property bool checkedOut
    required property bool needsApproval
    required property string lentText
    required property string symbol
    required property string ground
    required property string expiry
    required property bool expired
    required property list<int> nameMarks ///< what was searched for
    required property list<int> placeMarks
    required property bool chosen ///< together with others
    required property string similar ///< says that it is; empty when it is what was searched for
    property bool current: false
    property bool ringed: false

    property bool draggable: false
    property bool explained: false ///< says what is wrong instead of where it lies
    property bool dated: false ///< says when it ends
    property bool lent: false ///< says until when it is the user's to see
    readonly property string remark: root.explained && root.attention !== "" ? root.attention : root.dated ? root.expiry : root.lent ? root.lentText : ""

    signal opened(string secretId)
    signal menuRequested(real x, real y)
    signal dragBegun
    signal dragMoved(real sceneX, real sceneY)
    signal dragEnded

    Accessible.description: Phrases.listed([root.similar, markers.words])
    Accessible.name: Phrases.listed([root.name, root.typeLabel, root.place])
    Accessible.onPressAction: root.opened(root.secretId)
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.current || root.chosen
    focusPolicy: Qt.NoFocus
    implicitHeight: Theme.listRow

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.space8
            anchors.rightMargin: Theme.space8
            color: root.current || root.chosen ? Theme.colours.selection : root.hovered ? Theme.colours.hover : "transparent"
            radius: Theme.radiusControl + Theme.focusWidth

            FocusRing {
                around: parent.radius
                gap: 0
                visible: root.ringed
            }
        }
    }

    onClicked: root.opened(root.secretId)

    // No handler: a button that has one for the right button takes that for a click.
    MouseArea {
        acceptedButtons: Qt.RightButton
        anchors.fill: parent

        onClicked: mouse => root.menuRequested(mouse.x, mouse.y)
    }

    DragHandler {
        id: drag

        enabled: root.draggable
        target: null

        onActiveChanged: active ? root.dragBegun() : root.dragEnded()
        onCentroidChanged: if (active)
            root.dragMoved(centroid.scenePosition.x, centroid.scenePosition.y)
    }

    RowLayout {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16 + Theme.space4
        anchors.top: parent.top
        spacing: Theme.space12

        TypeTile {
            ground: root.ground
            symbol: root.symbol
            type: root.type
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.focusWidth

            HighlightedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                marks: root.nameMarks
                text: root.name
            }

            HighlightedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: root.remark === "" ? Theme.colours.textSecondary : root.dated && root.expired ? Theme.colours.danger : root.lent ? Theme.colours.accent : Theme.colours.warning
                font.pixelSize: Theme.caption
                font.weight: Font.Normal
                marks: root.remark !== "" ? [] : root.placeMarks
                text: root.remark !== "" ? root.remark : root.place
                visible: text !== ""
            }
        }

        SecretMarkers {
            id: markers

            attention: root.attention
            checkedOut: root.checkedOut
            expired: root.expired
            expiry: root.expiry
            favourite: root.favourite
            hasTotp: root.hasTotp
            lentText: root.lentText
            needsApproval: root.needsApproval
        }
    }
}
