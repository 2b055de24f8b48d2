// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A field that looks people up while one types, and whom it found.
ColumnLayout {
    id: root

    required property GranteeSearch search
    required property string label

    signal chosen(int row)

    /// Makes the first row from there on that can be chosen the current one; it stays where it is when there is none.
    function seek(from: int, step: int): void {
        const row = root.search.found.absentRow(from, step);
        if (row >= 0)
            results.currentIndex = row;
    }

    function choose(row: int): void {
        root.chosen(row);
        root.seek(row, 1);
    }

    function focusField(): void {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space8

    Connections {
        function onCountChanged(): void {
            root.seek(0, 1);
        }

        target: root.search.found
    }

    SearchField {
        id: field

        Layout.fillWidth: true
        label: root.label
        objectName: "granteeSearch"
        placeholderText: root.label
        text: root.search.text

        onAccepted: if (results.count > 0)
            root.choose(results.currentIndex)
        onMoved: delta => root.seek(results.currentIndex + delta, delta)
        onTextEdited: root.search.text = text
        onTextChanged: root.search.text = text
    }

    ThemedText {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space8
        color: Theme.colours.textSecondary
        //: While people are looked up on the server
        text: root.search.searching ? qsTr("Searching…") : root.search.notice
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Card {
        Layout.fillWidth: true
        implicitHeight: results.height + Theme.space8
        visible: results.count > 0

        ListView {
            id: results

            //: Accessible name of the list of people that a search found
            Accessible.name: qsTr("Found")
            Accessible.role: Accessible.List
            anchors.left: parent.left
            anchors.margins: Theme.space4
            anchors.right: parent.right
            anchors.top: parent.top
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            height: Math.min(contentHeight, Theme.tileLarge * 4.5) // a row cut in half says that there are more
            highlightMoveDuration: 0
            keyNavigationEnabled: false // by the field's arrow keys
            model: root.search.found
            objectName: "granteeResults"

            delegate: GranteeRow {
                current: field.activeFocus && ListView.isCurrentItem
                width: ListView.view.width

                onClicked: root.choose(index)
            }

            ScrollBar.vertical: ScrollBar {
                objectName: "foundBar"
            }
        }
    }
}
