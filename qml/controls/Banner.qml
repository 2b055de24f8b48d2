// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

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
    implicitHeight: column.implicitHeight + Theme.space24
    radius: Theme.radiusCard

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space12
        anchors.top: parent.top
        anchors.topMargin: Theme.space12
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            Icon {
                Layout.alignment: Qt.AlignTop
                color: root.ink
                size: Theme.iconMedium
                symbol: ["info", "check", "warning", "error"][root.kind]
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.space4

                ThemedText {
                    Layout.fillWidth: true
                    font.weight: Font.DemiBold
                    text: root.title
                    wrapMode: Text.Wrap
                }

                ThemedText {
                    Layout.fillWidth: true
                    color: Theme.colours.textSecondary
                    text: root.hint
                    visible: root.hint !== ""
                    wrapMode: Text.Wrap
                }
            }

            IconButton {
                Layout.alignment: Qt.AlignTop
                implicitHeight: Theme.touch
                implicitWidth: Theme.touch
                symbol: "close"
                //: Name of the button that closes an error banner
                text: qsTr("Dismiss")
                visible: root.dismissable

                onClicked: root.dismissed()
            }
        }

        TextEdit {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space24 + Theme.space4
            color: Theme.colours.textSecondary
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            readOnly: true
            selectByMouse: true
            text: root.details
            textFormat: TextEdit.PlainText
            visible: root.unfolded && root.details !== ""
            wrapMode: TextEdit.Wrap
        }

        RowLayout {
            Layout.leftMargin: Theme.space24 + Theme.space4
            spacing: Theme.space8
            visible: root.details !== "" || extra.children.length > 0

            Row {
                id: extra

                spacing: Theme.space8
                visible: children.length > 0
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
