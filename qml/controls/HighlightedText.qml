// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A line with one emphasised stretch, as three plain pieces: names come from other people and are never markup.
Item {
    id: root

    required property string text
    property int matchStart: -1
    property int matchLength: 0
    property int weight: Font.Medium
    property color colour: Theme.colours.text
    property int pixelSize: Theme.body
    readonly property bool matched: root.matchStart >= 0 && root.matchLength > 0

    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
    implicitHeight: before.implicitHeight
    implicitWidth: before.implicitWidth + match.implicitWidth + after.implicitWidth

    Item {
        anchors.left: parent.left
        height: parent.height
        width: before.width + match.width + after.width

        // The pieces follow each other as the name is read, not as the rest of the window is.
        Row {
            LayoutMirroring.childrenInherit: true
            LayoutMirroring.enabled: false
            layoutDirection: /^[^A-Za-z\u00C0-\u058F]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(root.text) ? Qt.RightToLeft : Qt.LeftToRight

            ThemedText {
                id: before

                Accessible.ignored: true
                color: root.colour
                font.pixelSize: root.pixelSize
                font.weight: root.weight
                text: root.matched ? root.text.slice(0, root.matchStart) : root.text
                width: Math.min(implicitWidth, root.width)
            }

            ThemedText {
                id: match

                Accessible.ignored: true
                color: Theme.colours.accent
                font.pixelSize: root.pixelSize
                font.underline: true
                font.weight: Font.Bold
                text: root.matched ? root.text.slice(root.matchStart, root.matchStart + root.matchLength) : ""
                width: Math.max(0, Math.min(implicitWidth, root.width - before.width))
            }

            ThemedText {
                id: after

                Accessible.ignored: true
                color: root.colour
                font.pixelSize: root.pixelSize
                font.weight: root.weight
                text: root.matched ? root.text.slice(root.matchStart + root.matchLength) : ""
                width: Math.max(0, Math.min(implicitWidth, root.width - before.width - match.width))
            }
        }
    }
}
