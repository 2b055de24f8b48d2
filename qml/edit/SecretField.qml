// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Where a protected value is written. Masked until asked for; what is shown of it never tells its length,
/// but to whoever is just typing.
FocusScope {
    id: root

    required property SecretDocument document
    required property string label
    property bool multiline: false
    property bool block: false ///< a key or certificate, whose lines stay whole
    property bool masked: true
    property bool maskable: true
    property bool revealable: true ///< what was there before may be shown
    property bool presenting: false ///< nothing may be shown, not even what is written now
    property bool filledBefore: false
    property bool startsMasked: false ///< also where a new text is written
    property alias extras: extraRow.data ///< buttons of its own
    readonly property alias listening: input.activeFocus
    readonly property bool sealed: root.presenting || (root.filledBefore && !root.revealable)
    property bool invalid: false
    property string remark ///< what stands below it: help, or what is wrong
    readonly property bool blank: !root.document || root.document.empty ///< a field that goes has no document any more
    property bool touched: false ///< since the keyboard came
    readonly property bool veiled: (root.masked || root.sealed) && root.maskable

    signal accepted
    signal picturePasted

    /// As at first, for another document or another value in it.
    function begin(): void {
        input.focus = true; // whatever of this had the keyboard last
        root.filledBefore = !root.blank;
        root.masked = root.sealed || root.startsMasked || !root.multiline || !root.blank; // a new text is written in the open
    }

    //: Said of a field of a form whose value is masked
    Accessible.description: Phrases.sentences([root.veiled ? qsTr("Hidden") : "", root.remark])
    Accessible.editable: true
    Accessible.focusable: true
    Accessible.focused: input.activeFocus
    Accessible.multiLine: root.multiline
    Accessible.name: root.label
    Accessible.role: Accessible.EditableText
    implicitHeight: Math.max(Theme.controlHeight, input.implicitHeight + 2 * (Theme.radiusControl - Theme.hairline))
    implicitWidth: Theme.sidebarWidth

    Component.onCompleted: root.begin()
    onListeningChanged: root.touched = false
    onSealedChanged: if (root.sealed)
        root.masked = true

    Connections {
        function onValueChanged(): void {
            root.touched = root.listening;
        }

        target: root.document
    }

    FieldFrame {
        anchors.fill: parent
        focused: input.activeFocus
        invalid: root.invalid
    }

    SecretInput {
        id: input

        Accessible.ignored: true
        activeFocusOnTab: true
        anchors.left: parent.left
        anchors.leftMargin: Theme.space8
        anchors.right: actions.left
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        caretColor: Theme.colours.text
        clip: true
        color: Theme.colours.text
        digitColor: Theme.colours.digit
        document: root.document
        focus: true
        fontFamily: Theme.fixedFamily
        height: implicitHeight
        masked: root.veiled
        maximumLines: root.veiled ? 1 : root.multiline ? 14 : 6
        minimumLines: root.multiline && !root.veiled ? 4 : 1
        multiline: root.multiline
        objectName: "secretInput"
        opacity: dots.visible ? 0 : 1
        pixelSize: root.block && !root.veiled ? Theme.caption : Theme.body
        selectionColor: Theme.faded(Theme.colours.accent, 0.35)
        symbolColor: Theme.colours.symbol

        onAccepted: root.accepted()
        onPicturePasted: root.picturePasted()
    }

    Rectangle {
        anchors.bottom: input.bottom
        anchors.left: dots.left
        anchors.right: dots.right
        anchors.top: input.top
        color: input.selectionColor
        objectName: "veiledSelection"
        visible: dots.visible && input.selecting
    }

    MaskDots {
        id: dots

        Accessible.ignored: true
        anchors.left: input.left
        anchors.verticalCenter: parent.verticalCenter
        objectName: "veilDots"
        visible: root.veiled && !root.blank && !root.touched
    }

    Rectangle {
        anchors.bottom: input.bottom
        anchors.left: dots.right
        anchors.leftMargin: Theme.focusWidth
        anchors.top: input.top
        color: input.caretColor
        objectName: "veiledCaret"
        visible: dots.visible && input.activeFocus
        width: Theme.hairline
    }

    Row {
        id: actions

        anchors.right: parent.right
        anchors.rightMargin: Theme.space4 - Theme.hairline
        spacing: 0
        y: root.multiline && !root.veiled ? Theme.space4 : Math.round((root.height - height) / 2)

        Row {
            id: extraRow
        }

        IconButton {
            implicitHeight: Theme.touch
            objectName: "revealInput"
            symbol: root.masked ? "eye" : "eye-off"
            //: Name of the button on a field of a form. %1 is the field's label, for example Password
            text: root.masked ? qsTr("Show %1").arg(root.label) : qsTr("Hide %1").arg(root.label)
            visible: root.maskable && !root.sealed

            onClicked: root.masked = !root.masked
        }
    }

    ScrollBar {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.right: parent.right
        anchors.top: actions.bottom
        orientation: Qt.Vertical
        position: input.pagePosition
        size: input.pageSize
        visible: input.pageSize < 1 && root.multiline && !root.veiled

        onPositionChanged: if (pressed)
            input.pagePosition = position
    }
}
