// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// The environments of an application side by side.
Sheet {
    id: root

    required property ComparisonViewModel comparison

    explanation: root.comparison.summary
    footnote: root.comparison.valuesCompared || !root.comparison.loaded ? "" :
    //: Below a comparison, beside the button that compares values
    qsTr("Comparing values fetches all of them. None is shown or kept.")
    heading: root.comparison.heading
    objectName: "comparisonSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.readingWidth + Theme.sidebarWidth
    visible: root.comparison.open

    buttons: [
        Button {
            objectName: "closeComparison"
            //: Button that closes a sheet
            text: qsTr("Close")

            onClicked: root.comparison.close()
        },
        Button {
            enabled: root.comparison.loaded && !root.comparison.busy
            kind: root.comparison.valuesCompared ? Button.Secondary : Button.Primary
            objectName: "compareValues"
            //: Buttons: find out which environments hold the same values, for the first time or once more
            text: root.comparison.valuesCompared ? qsTr("Compare again") : qsTr("Compare values")

            onClicked: root.comparison.compareValues()
        }
    ]

    onCloseRequested: root.comparison.close()
    onOpened: grid.forceActiveFocus(Qt.TabFocusReason)

    Banner {
        Layout.fillWidth: true
        details: root.comparison.errorDetails
        hint: root.comparison.errorHint
        objectName: "comparisonError"
        title: root.comparison.errorText
        visible: title !== ""

        Button {
            objectName: "retryComparison"
            //: Button in an error banner: tries again
            text: qsTr("Retry")

            onClicked: root.comparison.retry()
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space16
        visible: root.comparison.loaded

        SearchField {
            Layout.fillWidth: true
            //: Label of the field that narrows a comparison
            label: qsTr("Find a name")
            objectName: "comparisonFilter"
            placeholderText: qsTr("Find a name")
            text: root.comparison.filter

            onAccepted: grid.forceActiveFocus(Qt.TabFocusReason)
            onCopyRequested: root.comparison.copy()
            onLeaveRequested: root.comparison.close()
            onMoved: delta => grid.goDown(delta)
            onTextChanged: root.comparison.filter = text
        }

        CheckBox {
            checked: root.comparison.onlyDifferences
            objectName: "onlyDifferences"
            //: Check box: leaves out names that are the same everywhere
            text: qsTr("Only differences")

            onToggled: root.comparison.onlyDifferences = checked
        }
    }

    ComparisonGrid {
        id: grid

        Layout.fillWidth: true
        comparison: root.comparison
        focus: true
        opacity: root.comparison.busy ? Theme.dimmed : 1
        visible: root.comparison.cells.count > 0
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: In place of a comparison, while it is made
        text: root.comparison.busy && !root.comparison.loaded ? qsTr("Looking at the environments…") : root.comparison.emptyText
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Rectangle {
        Layout.fillWidth: true
        color: Theme.colours.hairline
        implicitHeight: Theme.hairline
        visible: current.visible
    }

    CurrentValue {
        id: current

        Layout.fillWidth: true
        comparison: root.comparison
        visible: root.comparison.currentHeading !== ""
    }
}
