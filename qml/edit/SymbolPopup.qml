// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Symbols and colours for a secret. What is chosen shows at once; Escape and Enter close.
T.Popup {
    id: root

    required property IconChoice icon
    required property string type

    focus: true
    implicitHeight: column.implicitHeight + 2 * Theme.space12
    implicitWidth: symbols.implicitWidth + 2 * Theme.space12
    margins: Theme.space8
    padding: Theme.space12

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

    onAboutToShow: {
        symbols.follow(root.icon.symbol);
        colours.follow(root.icon.ground);
    }
    onOpened: symbols.forceActiveFocus(Qt.PopupFocusReason)

    RingKeeper {
        popup: root
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.space8

        ThemedText {
            Accessible.ignored: true
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
            color: Theme.colours.textSecondary
            //: Heading above the symbols a secret can have
            text: qsTr("Symbol")
        }

        ChoiceGrid {
            id: symbols

            //: Accessible name of the grid of symbols a secret can have
            Accessible.name: qsTr("Symbols")
            columns: 9
            model: root.icon.symbols
            objectName: "symbolGrid"

            delegate: SymbolCell {
                chosen: root.icon.symbol === key
                ringed: GridView.isCurrentItem && symbols.activeFocus
                type: root.type

                onPicked: symbols.pick(index)
            }

            onChosen: key => root.icon.chooseSymbol(key)
            onDone: root.close()
        }

        ThemedText {
            Accessible.ignored: true
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
            color: Theme.colours.textSecondary
            //: Heading above the colours a secret can have
            text: qsTr("Colour")
        }

        ChoiceGrid {
            id: colours

            //: Accessible name of the row of colours a secret can have
            Accessible.name: qsTr("Colours")
            columns: 9
            model: root.icon.colours
            objectName: "colourGrid"

            delegate: SymbolCell {
                chosen: root.icon.ground === key
                ground: key
                ringed: GridView.isCurrentItem && colours.activeFocus
                shown: root.icon.symbol
                type: root.type

                onPicked: colours.pick(index)
            }

            onChosen: key => root.icon.chooseColour(key)
            onDone: root.close()
        }
    }
}
