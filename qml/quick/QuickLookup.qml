// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The palette over whatever else is on the screen: type, Enter copies, gone.
Window {
    id: root

    required property QuickLookupViewModel lookup
    /// Wayland puts a window in the middle: there it is high from the beginning, and the field in the upper third.
    readonly property bool isPlaced: !Qt.platform.pluginName.startsWith("wayland")
    /// The screen it is shown on.
    readonly property rect area: root.lookup.area.width > 0 ? root.lookup.area : Qt.rect(root.Screen.virtualX, root.Screen.virtualY, root.Screen.width, root.Screen.height)

    /// Into what can be done with the chosen secret, and back. The cursor goes first, where it has a way to go.
    function step(into: bool): bool {
        if (into && !root.lookup.listsActions && field.cursorPosition === field.length && list.count > 0)
            root.lookup.listActions();
        else if (!into && root.lookup.listsActions)
            root.lookup.leaveActions();
        else
            return false;
        return true;
    }

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    color: "transparent"
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
    height: (root.isPlaced ? palette.implicitHeight : 8 * Theme.listRow + 4 * Theme.controlLarge) + Theme.space32
    maximumWidth: width // of one width only: compositors that lay windows side by side let such a one float
    minimumHeight: Theme.controlLarge
    minimumWidth: width
    objectName: "quickLookup"
    //: Title of the quick lookup window
    title: qsTr("Quick lookup")
    visible: root.lookup.active
    width: Theme.paletteWidth + Theme.space32
    x: root.area.x + Math.round((root.area.width - width) / 2)
    y: root.area.y + Math.round(root.area.height / 6)

    onClosing: close => {
        // the window follows "active", not the window manager
        close.accepted = false;
        root.lookup.hide();
    }

    PaletteKeyboard {
        field: field
        lookup: root.lookup
        palette: root
    }

    Connections {
        function onBrowserWanted(address: string): void {
            Qt.openUrlExternally(address);
        }

        function onQueryChanged(): void {
            field.text = root.lookup.query;
        }

        function onRaiseRequested(): void {
            root.raise();
            root.requestActivate();
        }

        target: root.lookup
    }

    TapHandler {
        // what looks like another window is still this one
        onTapped: point => {
            if (!palette.contains(palette.mapFromItem(null, point.position)))
                root.lookup.hide();
        }
    }

    Rectangle {
        id: palette

        anchors.left: parent.left
        anchors.margins: Theme.space16
        anchors.right: parent.right
        anchors.top: parent.top
        border.color: Theme.colours.outline
        border.width: Theme.hairline
        color: Theme.colours.surfaceRaised
        height: implicitHeight
        implicitHeight: column.implicitHeight + Theme.space12 * 2
        radius: Theme.radiusPalette

        Elevation {
            around: palette.radius
        }

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.leftMargin: Theme.space12
            anchors.right: parent.right
            anchors.rightMargin: Theme.space12
            anchors.top: parent.top
            anchors.topMargin: Theme.space12
            spacing: Theme.space8

            SearchField {
                id: field

                Keys.onBacktabPressed: root.lookup.nextAccount(-1)
                Keys.onLeftPressed: event => event.accepted = root.step(LayoutMirroring.enabled)
                Keys.onPressed: event => {
                    const row = event.key - Qt.Key_1;
                    event.accepted = (event.modifiers & Qt.AltModifier) !== 0 && row >= 0 && row < Math.min(9, root.lookup.listsActions ? actions.count : list.count);
                    if (event.accepted)
                        root.lookup.activateAt(row);
                }
                Keys.onRightPressed: event => event.accepted = root.step(!LayoutMirroring.enabled)
                Keys.onReturnPressed: event => event.modifiers & Qt.ControlModifier ? root.lookup.openInMain() : root.lookup.activate()
                Keys.onEnterPressed: event => event.modifiers & Qt.ControlModifier ? root.lookup.openInMain() : root.lookup.activate()
                Keys.onTabPressed: root.lookup.nextAccount(1)
                Layout.fillWidth: true
                clearsOnEscape: false
                focus: true
                font.pixelSize: Theme.emphasis
                implicitHeight: Theme.controlLarge
                //: Name of the field in the quick lookup
                label: qsTr("Quick lookup")
                objectName: "quickField"
                //: Hint in the empty field of the quick lookup
                placeholderText: qsTr("Type a name, user or address")

                onLeaveRequested: root.lookup.listsActions ? root.lookup.leaveActions() : root.lookup.hide()
                onMoved: delta => root.lookup.move(delta)
                onTextChanged: root.lookup.query = text
            }

            ThemedText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                Layout.leftMargin: Theme.space12
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                font.weight: Font.DemiBold
                maximumLineCount: 2
                objectName: "quickHeading"
                text: root.lookup.listsActions ? root.lookup.subject : root.lookup.accountName
                visible: text !== ""
                wrapMode: Text.Wrap
            }

            QuickList {
                id: list

                Layout.fillWidth: true
                Layout.preferredHeight: contentHeight
                lookup: root.lookup
                objectName: "quickList"
                visible: count > 0 && !root.lookup.listsActions
            }

            QuickActions {
                id: actions

                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(contentHeight, 9 * Theme.controlLarge)
                lookup: root.lookup
                objectName: "quickActions"
                visible: root.lookup.listsActions
            }

            ThemedText {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.space12
                Layout.preferredHeight: Math.max(Theme.controlLarge, implicitHeight)
                color: Theme.colours.textSecondary
                text: root.lookup.statusText
                visible: text !== ""
                wrapMode: Text.Wrap
            }

            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.hairline
                color: Theme.colours.hairline
            }

            QuickFooter {
                Layout.bottomMargin: Theme.space4
                Layout.fillWidth: true
                copyHint: root.lookup.copyHint
                lookup: root.lookup
            }
        }
    }
}
