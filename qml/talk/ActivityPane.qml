// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Who did what with a secret, and when.
FocusScope {
    id: root

    required property DiscussionViewModel discussion

    //: Accessible name of the part that shows who did what with a secret
    Accessible.name: qsTr("Activity")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "activityPane"

    ColumnLayout {
        id: column

        spacing: Theme.space4
        width: parent.width

        Banner {
            Layout.fillWidth: true
            details: root.discussion.errorDetails
            hint: root.discussion.errorHint
            title: root.discussion.errorText
            visible: title !== ""

            Button {
                //: Button in an error banner: tries again
                text: qsTr("Retry")

                onClicked: root.discussion.retry()
            }
        }

        LayoutRepeater {
            model: root.discussion.loading && !root.discussion.activityShown ? 3 : 0

            SkeletonRow {
                Layout.fillWidth: true
            }
        }

        LayoutRepeater {
            model: root.discussion.activity

            ActivityRow {
                Layout.fillWidth: true
            }
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: In place of what happened to a secret
            text: qsTr("Nothing has happened yet.")
            visible: root.discussion.activityShown && root.discussion.activity.count === 0
        }
    }
}
