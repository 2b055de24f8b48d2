// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The search line: what moves through the results works from inside it.
TextField {
    id: root

    property bool clearsOnEscape: true ///< before it is left
    property string keyHint

    signal moved(int delta)
    signal copyRequested
    signal leaveRequested

    Accessible.searchEdit: true
    Keys.onDownPressed: root.moved(1)
    Keys.onEscapePressed: root.text === "" || !root.clearsOnEscape ? root.leaveRequested() : root.clear()
    Keys.onPressed: event => {
        event.accepted = event.matches(StandardKey.Copy) && root.selectedText === "";
        if (event.accepted)
            root.copyRequested();
    }
    Keys.onUpPressed: root.moved(-1)
    leftPadding: Theme.space16 + Theme.iconSmall
    rightPadding: Theme.space16 + Theme.iconSmall

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        color: root.activeFocus ? Theme.colours.accent : Theme.colours.textTertiary
        symbol: "search"
    }

    KeyHint {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        keys: root.keyHint
        visible: root.text === "" && !root.activeFocus && root.keyHint !== ""
    }

    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.NoFocus
        implicitHeight: Theme.touch
        implicitWidth: Theme.touch
        symbol: "close"
        //: Name of the button that empties the search field
        text: qsTr("Clear search")
        visible: root.text !== ""

        onClicked: root.clear()
    }
}
