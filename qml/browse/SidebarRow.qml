// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// One row of the tree: indent, arrow where there is something below, symbol, name, how many.
T.ItemDelegate {
    id: root

    required property int index
    required property string nodeId
    required property string label
    required property int depth
    required property string kind
    required property int count
    required property bool expandable
    required property bool expanded
    required property bool selected
    required property int position ///< among the rows beside it
    required property int siblings
    required property string iconName
    required property string reason ///< why the name deserves a second look, or ""
    //: Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there
    readonly property string place: qsTr("Level %1, %2 of %3")
    //: The same, of a row with others below it that are shown
    readonly property string openPlace: qsTr("Level %1, %2 of %3, expanded")
    //: The same, of a row with others below it that are hidden
    readonly property string closedPlace: qsTr("Level %1, %2 of %3, collapsed")
    readonly property string level: (!root.expandable ? root.place : root.expanded ? root.openPlace : root.closedPlace).arg(root.depth + 1).arg(root.position).arg(root.siblings)
    property bool ringed: false
    property bool treeFocused: false
    property string section ///< of the rows that begin here, "" for the others

    property bool takesDrops: false

    signal chosen
    signal toggled
    signal menuRequested(real x, real y)
    signal dropped(string secretId)

    Accessible.description: root.level + (root.reason !== "" ? ". " : "") + root.reason
    //: Accessible name of a row of the sidebar: its name and how many secrets it holds
    Accessible.name: qsTr("%1, %n secret(s)", "", root.count).arg(root.label)
    Accessible.onPressAction: root.chosen()
    Accessible.role: Accessible.TreeItem
    Accessible.selected: root.selected
    focusPolicy: Qt.NoFocus
    implicitHeight: Theme.treeRow + heading.implicitHeight
    topInset: heading.implicitHeight

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.space8
            anchors.rightMargin: Theme.space8
            border.color: Theme.colours.accent
            border.width: drop.containsDrag ? Theme.focusWidth : 0
            color: root.selected ? (root.treeFocused ? Theme.colours.selection : Theme.colours.pressed) : root.hovered ? Theme.colours.hover : "transparent"
            radius: Theme.radiusControl

            FocusRing {
                gap: 0
                visible: root.ringed
            }
        }
    }

    onClicked: root.chosen()
    onDoubleClicked: root.toggled()

    // No handler: a button that has one for the right button takes that for a click.
    MouseArea {
        acceptedButtons: Qt.RightButton
        anchors.fill: parent
        anchors.topMargin: heading.implicitHeight

        onClicked: mouse => root.menuRequested(mouse.x, mouse.y + heading.implicitHeight)
    }

    DropArea {
        id: drop

        anchors.fill: parent
        anchors.topMargin: heading.implicitHeight
        enabled: root.takesDrops
        keys: ["coffret/secret"]

        onDropped: event => root.dropped((event.source as DragTile).secretId)
    }

    containmentMask: Item {
        height: Theme.treeRow
        width: root.width
        y: heading.implicitHeight
    }

    SidebarHeading {
        id: heading

        section: root.section
        width: parent.width
    }

    RowLayout {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.space8 + Theme.space4 + root.depth * Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.top: parent.top
        anchors.topMargin: heading.implicitHeight
        spacing: Theme.space8

        Icon {
            Layout.rightMargin: -Theme.space4
            color: Theme.colours.textTertiary
            rotation: root.expanded ? (root.mirrored ? -90 : 90) : 0
            size: Theme.space12
            symbol: root.expandable ? "chevron-right" : ""
            visible: root.kind === "collection"

            Behavior on rotation  {
                NumberAnimation {
                    duration: Theme.motionFast
                    easing.type: Easing.OutCubic
                }
            }

            TapHandler {
                margin: Theme.radiusControl

                onTapped: root.toggled()
            }
        }

        Icon {
            color: root.selected ? Theme.colours.accent : Theme.colours.textSecondary
            symbol: root.iconName
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            font.weight: root.selected ? Font.DemiBold : Font.Normal
            text: root.label
        }

        Icon {
            id: reasonIcon

            color: Theme.colours.warning
            objectName: "folderReason"
            symbol: "shield-alert"
            visible: root.reason !== ""

            HoverHandler {
                id: hovering
            }

            Tooltip {
                over: reasonIcon
                shown: hovering.hovered
                text: root.reason
            }
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            text: root.count.toLocaleString(Qt.locale(), "f", 0)
            visible: root.count > 0
        }
    }
}
