// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

/// A question over the window: heading, what it is about, and the buttons that answer it. Long contents scroll, the
/// buttons stay.
T.Popup {
    id: root

    required property string heading
    property string explanation
    property Item entry: null ///< where the keyboard belongs while it is there
    property int preferredWidth: Theme.onboardingWidth
    default property alias body: content.data
    property alias buttons: buttonRow.data
    property alias footnote: note.text
    property alias above: pinned.data ///< stays while the body scrolls
    readonly property real room: root.roomLeft() ///< for a body that cannot scroll
    readonly property int inset: Theme.space4 ///< between what scrolls and where it is cut: room for a ring

    signal closeRequested ///< by Escape or a click beside it

    function roomLeft(): real {
        let taken = 4 * Theme.space24 + title.implicitHeight + foot.implicitHeight + 2 * frame.spacing;
        if (subtitle.visible)
            taken += subtitle.implicitHeight - Theme.space8 + frame.spacing;
        return Math.max(0, (root.parent ? root.parent.height : 0) - taken);
    }

    anchors.centerIn: parent
    closePolicy: T.Popup.NoAutoClose
    focus: true
    implicitHeight: Math.min(parent ? parent.height - 2 * Theme.space24 : 0, frame.implicitHeight + 2 * Theme.space24)
    implicitWidth: Math.min(root.preferredWidth, parent ? parent.width - 2 * Theme.space24 : 0)
    modal: true
    padding: Theme.space24

    onOpened: recovery.restart() // what had the keyboard when it was closed may be gone
    T.Overlay.modal: Rectangle {
        color: Theme.colours.scrim
    }
    background: Rectangle {
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: Theme.colours.surfaceRaised
        radius: Theme.radiusPalette

        Elevation {
            around: Theme.radiusPalette
        }
    }
    enter: Transition {
        NumberAnimation {
            duration: Theme.motionFast
            easing.type: Easing.OutCubic
            from: 0
            property: "opacity"
            to: 1
        }
    }

    RingKeeper {
        popup: root
    }

    FocusScope {
        id: scope

        readonly property bool stranded: scope.Window.activeFocusItem === scope ///< the control that had the keyboard went
        readonly property bool awaited: root.entry !== null && root.entry.visible && !root.entry.enabled

        function recover(): void {
            const places = root.entry && root.entry.visible ? [root.entry] : buttonRow.children;
            for (let i = 0; root.opened && scope.stranded && i < places.length; ++i) {
                if (places[i].visible && places[i].enabled)
                    places[i].forceActiveFocus(Qt.TabFocusReason);
            }
        }

        Keys.onEscapePressed: root.closeRequested()
        Keys.onPressed: event => event.accepted = event.key === Qt.Key_PageUp ? scroller.page(-1) : event.key === Qt.Key_PageDown && scroller.page(1)
        anchors.fill: parent
        focus: true

        onAwaitedChanged: recovery.restart()
        onStrandedChanged: recovery.restart()

        Timer {
            id: recovery

            interval: 0

            onTriggered: scope.recover()
        }

        ColumnLayout {
            id: frame

            Accessible.name: root.heading
            Accessible.role: Accessible.Dialog
            anchors.fill: parent
            spacing: Theme.space16

            ThemedText {
                id: title

                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.emphasis
                font.weight: Font.DemiBold
                text: root.heading
                wrapMode: Text.Wrap
            }

            ColumnLayout {
                id: pinned

                Layout.fillWidth: true
                visible: children.length > 0
            }

            FormScroller {
                id: scroller

                Layout.bottomMargin: -root.inset
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.leftMargin: -root.inset
                Layout.preferredHeight: contentHeight
                Layout.rightMargin: -root.inset
                Layout.topMargin: (root.explanation === "" ? 0 : -Theme.space8) - root.inset
                clip: contentHeight > height
                contentHeight: words.implicitHeight + 2 * root.inset
                implicitHeight: contentHeight
                objectName: "sheetScroller"
                visible: root.explanation !== "" || content.children.length > 0

                ColumnLayout {
                    id: words

                    spacing: frame.spacing
                    width: scroller.width - 2 * root.inset
                    x: root.inset
                    y: root.inset

                    ThemedText {
                        id: subtitle

                        Layout.fillWidth: true
                        color: Theme.colours.textSecondary
                        text: root.explanation
                        visible: text !== ""
                        wrapMode: Text.Wrap
                    }

                    ColumnLayout {
                        id: content

                        Layout.fillWidth: true
                        spacing: Theme.space12
                        visible: children.length > 0
                    }
                }
            }

            GridLayout {
                id: foot

                Layout.fillWidth: true
                columns: buttonRow.inOneLine + Theme.sidebarMinimum < scope.width ? 2 : 1
                columnSpacing: Theme.space8
                rowSpacing: Theme.space8

                ThemedText {
                    id: note

                    Layout.fillWidth: true
                    color: Theme.colours.textSecondary
                    visible: text !== "" || parent.columns > 1
                    wrapMode: Text.Wrap
                }

                ButtonFlow {
                    id: buttonRow

                    Layout.alignment: Qt.AlignRight
                    available: scope.width
                }
            }
        }
    }
}
