// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Cause, next step, and what can be done about it, across the top of a pane.
Rectangle {
    id: root

    enum Kind {
        Info,
        Success,
        Warning,
        Danger
    }

    required property string title
    property string hint
    property string details ///< redacted by whoever wrote it; shown on request
    property int kind: Banner.Danger
    property bool unfolded: false
    property bool dismissable: false
    readonly property color ink: [Theme.colours.accent, Theme.colours.success, Theme.colours.warning, Theme.colours.danger][root.kind]
    default property alias actions: extra.data

    signal dismissed

    Accessible.description: root.hint
    Accessible.name: root.title
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.faded(root.ink, 0.35)
    border.width: Theme.hairline
    color: [Theme.colours.accentSoft, Theme.colours.successSoft, Theme.colours.warningSoft, Theme.colours.dangerSoft][root.kind]
    implicitHeight: column.height + Theme.space24
    radius: Theme.radiusCard

    Icon {
        id: icon

        anchors.left: parent.left
        anchors.leftMargin: Theme.space12
        color: root.ink
        size: Theme.iconMedium
        symbol: ["info", "check", "warning", "error"][root.kind]
        y: Theme.space12
    }

    IconButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: Theme.space8
        implicitHeight: Theme.touch
        implicitWidth: Theme.touch
        symbol: "close"
        //: Name of the button that closes an error banner
        text: qsTr("Dismiss")
        visible: root.dismissable
        y: Theme.space8

        onClicked: root.dismissed()
    }

    Column {
        id: column

        anchors.left: icon.right
        anchors.leftMargin: Theme.space8
        anchors.right: root.dismissable ? close.left : parent.right
        anchors.rightMargin: Theme.space12
        spacing: Theme.space4
        y: Theme.space12

        ThemedText {
            Accessible.ignored: true
            font.weight: Font.DemiBold
            text: root.title
            width: parent.width
            wrapMode: Text.Wrap
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            text: root.hint
            visible: root.hint !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }

        TextEdit {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.colours.textSecondary
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            readOnly: true
            selectByMouse: true
            selectedTextColor: Theme.colours.accentInk
            selectionColor: Theme.colours.accent
            text: root.details
            textFormat: TextEdit.PlainText
            visible: root.unfolded && root.details !== ""
            width: parent.width
            wrapMode: TextEdit.Wrap
        }

        Flow {
            id: row

            spacing: Theme.space8
            topPadding: Theme.space4
            visible: root.details !== "" || extra.children.length > 0
            width: parent.width

            ButtonFlow {
                id: extra

                available: row.width
                visible: children.length > 0
                width: Math.min(inOneLine, available)
            }

            Button {
                kind: Button.Quiet
                //: Button that unfolds or folds the technical details of an error
                text: root.unfolded ? qsTr("Hide details") : qsTr("Details")
                visible: root.details !== ""

                onClicked: root.unfolded = !root.unfolded
            }
        }
    }
}
