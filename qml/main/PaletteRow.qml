// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// One command or place, with its key, or why it cannot be chosen now.
T.ItemDelegate {
    id: root

    required property int index
    required property string name
    required property string detail
    required property string symbol
    required property string keys
    required property string reason
    required property list<int> nameMarks ///< what was searched for
    required property list<int> detailMarks
    required property int count
    readonly property bool possible: root.reason === ""
    readonly property string note: root.possible ? root.detail : root.reason
    //: Said after a line of a list: its place. %1 and %2 are numbers
    readonly property string position: qsTr("%1 of %2").arg(root.index + 1).arg(root.count)

    Accessible.description: Phrases.listed([root.note, root.keys, root.position])
    Accessible.name: root.name
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.highlighted
    focusPolicy: Qt.NoFocus
    implicitHeight: Theme.controlLarge
    leftPadding: Theme.space12
    rightPadding: Theme.space12

    background: Rectangle {
        color: root.highlighted ? Theme.colours.selection : root.hovered ? Theme.colours.hover : "transparent"
        radius: Theme.radiusControl
    }
    contentItem: RowLayout {
        spacing: Theme.space12

        Icon {
            color: root.highlighted && root.possible ? Theme.colours.accent : Theme.colours.textSecondary
            opacity: root.possible ? 1 : Theme.dimmed
            symbol: root.symbol
        }

        HighlightedText {
            Accessible.ignored: true
            Layout.fillWidth: root.note === ""
            Layout.maximumWidth: root.width * (root.note === "" ? 1 : 0.6)
            color: root.possible ? Theme.colours.text : Theme.colours.textTertiary
            font.weight: Font.Normal
            marks: root.nameMarks
            text: root.name
        }

        HighlightedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: root.possible ? Theme.colours.textSecondary : Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            font.weight: Font.Normal
            marks: root.possible ? root.detailMarks : []
            text: root.note
            visible: text !== ""
        }

        KeyHint {
            keys: root.keys
            opacity: root.possible ? 1 : Theme.dimmed
            visible: root.keys !== ""
        }
    }
}
