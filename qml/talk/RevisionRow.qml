// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One earlier state of the values; opens to show its fields, masked.
Card {
    id: root

    required property HistoryViewModel history
    required property string eventId
    required property string text
    required property string who
    required property string whenText
    required property bool current
    required property string symbol
    required property string remark
    required property bool opens
    readonly property bool open: root.history.openId === root.eventId

    implicitHeight: column.implicitHeight + (root.open ? Theme.space16 : Theme.space8)
    objectName: "revision_" + root.eventId

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: Theme.space4
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.space8

        ListDelegate {
            //: Said of an earlier state of a secret's values: its fields are shown below it, or not
            Accessible.description: Phrases.listed([detail, !root.opens ? "" : root.open ? qsTr("expanded") : qsTr("collapsed")])
            Layout.fillWidth: true
            //: Under an earlier state of a secret's values. %2 is a person, %1 a moment
            detail: root.who === "" ? root.whenText : qsTr("%2, %1").arg(root.whenText).arg(root.who)
            mark: !root.opens ? "" : root.open ? "chevron-up" : "chevron-down"
            objectName: "openRevision_" + root.eventId
            symbol: root.symbol
            text: root.text

            onClicked: root.history.open(root.eventId)
        }

        ThemedText {
            Layout.bottomMargin: Theme.space4
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space12
            color: root.symbol === "warning" ? Theme.colours.danger : Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            objectName: "revisionRemark_" + root.eventId
            text: root.remark
            visible: text !== ""
            wrapMode: Text.Wrap
        }

        ThemedText {
            Layout.leftMargin: Theme.space12
            color: Theme.colours.textSecondary
            //: In place of values while they are fetched and decrypted
            text: qsTr("Opening…")
            visible: root.open && root.history.opening
        }

        LayoutRepeater {
            model: root.open ? root.history.fields : null

            RevisionField {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.space12
                Layout.rightMargin: Theme.space4
                revealHint: root.history.revealHint

                onToggleRequested: key => root.history.toggle(key)
            }
        }

        ThemedText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space12
            color: Theme.colours.textSecondary
            objectName: "codeLeftOut"
            //: Below the earlier values of a secret that had a one-time code then
            text: qsTr("The one-time code of that time is not shown. Editing with these values keeps the present one.")
            visible: root.open && root.history.leavesOutCode
            wrapMode: Text.Wrap
        }

        ThemedText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space12
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.history.revealHint
            visible: root.open && text !== ""
            wrapMode: Text.Wrap
        }

        ThemedText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space12
            color: Theme.colours.textSecondary
            font.pixelSize: Theme.caption
            text: root.history.verdictText
            visible: root.open && text !== ""
            wrapMode: Text.Wrap
        }

        Button {
            Layout.bottomMargin: Theme.space8
            Layout.leftMargin: Theme.space12
            objectName: "restoreRevision"
            symbol: "undo"
            //: Button: begins an edit with these earlier values
            text: qsTr("Edit with these values")
            visible: root.open && root.history.canRestore

            onClicked: root.history.restore()
        }
    }
}
