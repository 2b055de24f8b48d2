// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick

/// A line in which some places stand out, as plain pieces: names come from other people and are never markup.
Item {
    id: root

    required property string text
    property list<int> marks ///< a start and a length for each place, in order
    property int weight: Font.Medium
    property color colour: Theme.colours.text
    property int pixelSize: Theme.body

    /// What is left of the line for a piece; what follows the last one that fits is not seen.
    function roomOf(piece: Item): real {
        let room = root.width;
        for (let i = 0; i < row.children.length && row.children[i] !== piece; ++i)
            room -= row.children[i].width;
        return Math.max(0, room);
    }

    /// Of marks; beyond them, where the line ends.
    function at(index: int): int {
        return index < root.marks.length ? root.marks[index] : root.text.length;
    }

    function lengthOfAll(): real {
        let sum = 0;
        for (let i = 0; i < row.children.length; ++i)
            sum += row.children[i].implicitWidth;
        return sum;
    }

    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
    implicitHeight: first.implicitHeight
    implicitWidth: root.lengthOfAll()

    Item {
        anchors.left: parent.left
        height: parent.height
        width: row.width

        // The pieces follow each other as the name is read, not as the rest of the window is.
        Row {
            id: row

            LayoutMirroring.childrenInherit: true
            LayoutMirroring.enabled: false
            layoutDirection: /^[^A-Za-z\u00C0-\u058F]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(root.text) ? Qt.RightToLeft : Qt.LeftToRight

            ThemedText {
                id: first

                Accessible.ignored: true
                color: root.colour
                font.pixelSize: root.pixelSize
                font.weight: root.weight
                text: root.marks.length > 0 ? root.text.slice(0, root.marks[0]) : root.text
                width: Math.min(implicitWidth, root.width)
            }

            // In turn what stands out, and what follows it.
            Repeater {
                model: root.marks.length

                ThemedText {
                    id: piece

                    required property int index
                    readonly property bool marked: piece.index % 2 === 0
                    readonly property int begin: piece.marked ? root.at(piece.index) : root.at(piece.index - 1) + root.at(piece.index)
                    readonly property int end: piece.marked ? piece.begin + root.at(piece.index + 1) : root.at(piece.index + 1)

                    Accessible.ignored: true
                    color: piece.marked ? Theme.colours.accent : root.colour
                    font.pixelSize: root.pixelSize
                    font.underline: piece.marked
                    font.weight: piece.marked ? Font.Bold : root.weight
                    text: root.text.slice(piece.begin, piece.end)
                    visible: width > 0
                    width: Math.min(implicitWidth, root.roomOf(piece))
                }
            }
        }
    }
}
