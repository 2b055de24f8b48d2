// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Coffret.Ui

/// A line for a secret. Qt tells assistive technology the text of a password input, so the input itself is kept from it
/// and this item stands in its place.
FocusScope {
    id: root

    property string label
    property string placeholderText
    property bool invalid: false
    property string remark ///< what stands below it: help, or what is wrong
    property alias typed: input.text ///< not "text": that is the property Qt would tell assistive technology

    signal accepted

    function clear(): void {
        input.clear();
    }

    Accessible.description: Phrases.sentences([root.label, root.remark])
    Accessible.editable: true
    Accessible.focusable: true
    Accessible.focused: input.activeFocus
    Accessible.name: root.label
    Accessible.passwordEdit: true
    Accessible.role: Accessible.EditableText
    implicitHeight: Theme.controlHeight
    implicitWidth: Theme.sidebarWidth
    opacity: root.enabled ? 1 : Theme.dimmed

    T.TextField {
        id: input

        Accessible.ignored: true
        anchors.fill: parent
        color: Theme.colours.text
        echoMode: TextInput.Password
        focus: true
        font.family: Theme.family
        font.pixelSize: Theme.body
        inputMethodHints: Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        leftPadding: Theme.space8
        rightPadding: Theme.space8
        selectByMouse: true
        selectedTextColor: Theme.colours.accentInk
        selectionColor: Theme.colours.accent
        verticalAlignment: TextInput.AlignVCenter

        background: FieldFrame {
            focused: input.activeFocus
            invalid: root.invalid

            ThemedText {
                Accessible.ignored: true
                anchors.fill: parent
                anchors.leftMargin: Theme.space8
                anchors.rightMargin: Theme.space8
                color: Theme.colours.textTertiary
                text: root.placeholderText
                visible: input.text === ""
            }
        }

        onAccepted: root.accepted()
    }
}
