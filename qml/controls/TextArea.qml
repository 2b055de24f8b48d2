// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// Several lines of text. Tab leaves it, as everywhere else. Not for secrets.
FocusScope {
    id: root

    property string label ///< what a screen reader calls it
    property bool invalid: false
    property string remark ///< what stands below it: help, or what is wrong
    property string placeholderText
    property alias text: input.text
    property int maximumLines: 8
    readonly property real lineHeight: metrics.lineSpacing

    signal textEdited(string text)

    implicitHeight: Math.min(input.implicitHeight, Math.ceil(root.lineHeight * root.maximumLines) + Theme.space16)
    implicitWidth: Theme.sidebarWidth
    opacity: root.enabled ? 1 : Theme.dimmed

    FontMetrics {
        id: metrics

        font: input.font
    }

    FieldFrame {
        anchors.fill: parent
        focused: input.activeFocus
        hovered: input.hovered
        invalid: root.invalid
    }

    ThemedText {
        Accessible.ignored: true
        color: Theme.colours.textTertiary
        text: root.placeholderText
        visible: input.text === "" && input.preeditText === ""
        width: parent.width - 2 * Theme.space8
        x: Theme.space8
        y: Theme.space8
    }

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.margins: Theme.hairline
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentWidth: width

        T.ScrollBar.vertical: ScrollBar {
        }
        T.TextArea.flickable: T.TextArea {
            id: input

            Accessible.description: root.remark
            Accessible.multiLine: true
            Accessible.name: root.label
            Accessible.role: Accessible.EditableText
            KeyNavigation.priority: KeyNavigation.BeforeItem
            Keys.onBacktabPressed: input.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Keys.onTabPressed: input.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.priority: Keys.BeforeItem
            bottomPadding: Theme.space8
            color: Theme.colours.text
            focus: true
            font.family: Theme.family
            font.pixelSize: Theme.body
            implicitHeight: Math.max(Theme.controlHeight * 2, contentHeight + topPadding + bottomPadding)
            leftPadding: Theme.space8
            rightPadding: Theme.space8
            selectByMouse: true
            selectedTextColor: Theme.colours.accentInk
            selectionColor: Theme.colours.accent
            textFormat: TextEdit.PlainText
            topPadding: Theme.space8
            wrapMode: TextEdit.Wrap

            onTextChanged: if (activeFocus)
                root.textEdited(text)
        }
    }
}
