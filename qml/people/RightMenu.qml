// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// What somebody may do with a secret or a folder.
Menu {
    id: root

    required property int right
    property bool lastOwner: false

    signal chosen(int right)

    MenuItem {
        checkable: true
        checked: root.right === 1
        enabled: !root.lastOwner
        objectName: "right_1"
        symbol: "eye"
        //: A right to a secret or folder
        text: qsTr("Can read")

        onTriggered: root.chosen(1)
    }

    MenuItem {
        checkable: true
        checked: root.right === 2
        enabled: !root.lastOwner
        objectName: "right_2"
        symbol: "edit"
        //: A right to a secret or folder: change, move, delete
        text: qsTr("Can edit")

        onTriggered: root.chosen(2)
    }

    MenuItem {
        checkable: true
        checked: root.right === 3
        objectName: "right_3"
        symbol: "users"
        //: A right to a secret or folder: decide who has access
        text: qsTr("Owner")

        onTriggered: root.chosen(3)
    }

    MenuSeparator {
    }

    MenuItem {
        enabled: !root.lastOwner
        objectName: "right_0"
        symbol: "close"
        //: Menu: takes somebody's access away, or gives it back; the first when they are the only owner
        text: root.lastOwner ? qsTr("The only owner has to stay") : root.right === 0 ? qsTr("No access") : qsTr("Take access away")

        onTriggered: root.chosen(0)
    }
}
