// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// One line of text. Not for secrets: those go into a PasswordField.
T.TextField {
    id: root

    property string label ///< what a screen reader calls it
    property bool invalid: false
    property string remark ///< what stands below it: help, or what is wrong
    property bool fixedFont: false

    Accessible.description: root.remark
    Accessible.name: root.label
    Accessible.role: Accessible.EditableText
    color: Theme.colours.text
    font.family: root.fixedFont ? Theme.fixedFamily : Theme.family
    font.pixelSize: Theme.body
    implicitHeight: Theme.controlHeight
    implicitWidth: Theme.sidebarWidth
    leftPadding: Theme.space8
    opacity: root.enabled ? 1 : Theme.dimmed
    rightPadding: Theme.space8
    selectByMouse: true
    selectedTextColor: Theme.colours.accentInk
    selectionColor: Theme.colours.accent
    verticalAlignment: TextInput.AlignVCenter

    background: FieldFrame {
        focused: root.activeFocus
        hovered: root.hovered
        invalid: root.invalid

        ThemedText {
            Accessible.ignored: true
            anchors.fill: parent
            anchors.leftMargin: root.leftPadding
            anchors.rightMargin: root.rightPadding
            color: Theme.colours.textTertiary
            font: root.font
            horizontalAlignment: root.horizontalAlignment
            text: root.placeholderText
            visible: root.text === "" && root.preeditText === ""
        }
    }
}
