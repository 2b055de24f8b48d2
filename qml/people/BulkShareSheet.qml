// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Who gets access to several secrets at once.
Sheet {
    id: root

    required property BulkViewModel bulk

    //: Under the heading of a question who gets access to several secrets
    explanation: qsTr("They get access to all of them. Who has access already keeps it, with the greater of two rights.")
    //: Beside a button that cannot be pressed before people or groups were added
    footnote: root.bulk.hasWishes ? "" : qsTr("Add somebody first.")
    //: Heading. %1 is for example "3 secrets chosen"
    heading: qsTr("Share: %1").arg(root.bulk.heading)
    objectName: "bulkShareSheet"
    parent: T.Overlay.overlay
    visible: root.bulk.sharing

    buttons: [
        Button {
            objectName: "cancelBulkShare"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.bulk.cancelSharing()
        },
        Button {
            Accessible.description: root.footnote
            enabled: root.bulk.hasWishes
            kind: Button.Primary
            objectName: "reviewBulkShare"
            //: Button: shows what changes of access come to before they are written
            text: qsTr("Review…")

            onClicked: root.bulk.reviewSharing()
        }
    ]

    onCloseRequested: root.bulk.cancelSharing()
    onOpened: finder.focusField()

    GranteeFinder {
        id: finder

        Layout.fillWidth: true
        //: In the field that looks people up to share something with
        label: qsTr("Add people or groups")
        search: root.bulk.search

        onChosen: row => root.bulk.add(row)
    }

    Card {
        //: Accessible name of the list of who gets access
        Accessible.name: qsTr("Who gets access")
        Accessible.role: Accessible.List
        Layout.fillWidth: true
        implicitHeight: rows.implicitHeight
        visible: root.bulk.hasWishes

        Column {
            id: rows

            width: parent.width

            Repeater {
                model: root.bulk.wishes

                AccessRow {
                    changeable: true
                    last: index === root.bulk.wishes.count - 1
                    width: rows.width

                    onRightRequested: right => root.bulk.setRight(index, right)
                }
            }
        }
    }
}
