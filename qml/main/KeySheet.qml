// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// What each key does.
T.Popup {
    id: root

    anchors.centerIn: parent
    focus: true
    implicitHeight: Math.min(parent ? parent.height - 2 * Theme.space24 : 0, sheet.implicitHeight + 2 * Theme.space24)
    implicitWidth: Math.min(Theme.onboardingWidth, parent ? parent.width - 2 * Theme.space24 : 0)
    modal: true
    objectName: "keySheet"
    padding: Theme.space24

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

    ColumnLayout {
        id: sheet

        anchors.fill: parent
        spacing: Theme.space16

        RowLayout {
            Layout.fillWidth: true

            ThemedText {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.emphasis
                font.weight: Font.DemiBold
                //: Heading of the sheet that lists the keys
                text: qsTr("Keyboard shortcuts")
            }

            IconButton {
                focus: true
                symbol: "close"
                //: Name of the button that closes the sheet of keys
                text: qsTr("Close")

                onClicked: root.close()
            }
        }

        FormScroller {
            id: scroller

            function go(step: real): void {
                contentY = Math.max(0, Math.min(contentHeight - height, contentY + step));
            }

            Accessible.name: qsTr("Keyboard shortcuts")
            Accessible.role: Accessible.List
            Keys.onDownPressed: scroller.go(Theme.listRow)
            Keys.onUpPressed: scroller.go(-Theme.listRow)
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredHeight: contentHeight
            activeFocusOnTab: contentHeight > height
            contentHeight: grid.implicitHeight
            implicitHeight: contentHeight

            GridLayout {
                id: grid

                columnSpacing: Theme.space24
                columns: width > Theme.listWidth ? 2 : 1
                rowSpacing: Theme.space8
                width: scroller.width

                Repeater {
                    model: KeyTable {
                    }

                    KeyTableRow {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                    }
                }
            }
        }
    }
}
