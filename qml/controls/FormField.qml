// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// A label above an input, help or an error in words below it.
ColumnLayout {
    id: root

    required property string label
    property bool labelled: root.label !== ""
    property string help
    property string error
    readonly property string remark: root.error === "" ? root.help : root.error ///< for the input to say, too
    default property alias field: holder.data
    property alias beside: extra.data ///< at the right of the label

    spacing: Theme.space4

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.labelled

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            font.weight: Font.Medium
            text: root.label
        }

        Row {
            id: extra

            spacing: Theme.space4
        }
    }

    ColumnLayout {
        id: holder

        Layout.fillWidth: true
        spacing: Theme.space4
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.help
        visible: text !== "" && root.error === ""
        wrapMode: Text.Wrap
    }

    ThemedText {
        Accessible.role: Accessible.AlertMessage // heard when it comes, wherever the keyboard is
        Layout.fillWidth: true
        color: Theme.colours.danger
        font.pixelSize: Theme.caption
        text: root.error
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
