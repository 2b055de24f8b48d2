// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The earlier values of a secret.
FocusScope {
    id: root

    required property HistoryViewModel history

    //: Accessible name of the part that shows a secret's earlier values
    Accessible.name: qsTr("History")
    Accessible.role: Accessible.Grouping
    implicitHeight: column.implicitHeight
    objectName: "historyPane"

    ColumnLayout {
        id: column

        spacing: Theme.space12
        width: parent.width

        Banner {
            Layout.fillWidth: true
            details: root.history.errorDetails
            dismissable: true
            hint: root.history.errorHint
            objectName: "historyError"
            title: root.history.errorText
            visible: title !== ""

            onDismissed: root.history.dismissError()

            Button {
                //: Button in an error banner: tries again
                text: qsTr("Retry")
                visible: !root.history.shown

                onClicked: root.history.retry()
            }
        }

        LayoutRepeater {
            model: root.history.loading && !root.history.shown ? 3 : 0

            SkeletonRow {
                Layout.fillWidth: true
            }
        }

        LayoutRepeater {
            model: root.history.revisions

            RevisionRow {
                Layout.fillWidth: true
                history: root.history
            }
        }

        ThemedText {
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: In place of the earlier values of a secret
            text: qsTr("There are no earlier values that you could read.")
            visible: root.history.shown && root.history.revisions.count === 0
            wrapMode: Text.Wrap
        }
    }
}
