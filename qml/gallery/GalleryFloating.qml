// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// What floats over the rest.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "Menu, MenuItem, MenuReason, MenuSeparator"

        Rectangle {
            Layout.preferredHeight: menu.implicitHeight + 2 * Theme.space24
            Layout.preferredWidth: Theme.menuWidth + 2 * Theme.space24
            color: "transparent"

            Menu {
                id: menu

                closePolicy: T.Popup.NoAutoClose
                parent: parent
                visible: true
                width: Theme.menuWidth
                x: Theme.space24
                y: Theme.space24

                MenuReason {
                    text: "Why most of it cannot be chosen"
                }

                MenuItem {
                    keys: "Ctrl+E"
                    symbol: "edit"
                    text: "Edit"
                }

                MenuItem {
                    checkable: true
                    checked: true
                    text: "Checked"
                }

                MenuSeparator {
                }

                MenuItem {
                    enabled: false
                    reason: "Why it cannot be chosen"
                    symbol: "trash"
                    text: "Delete…"
                }
            }
        }
    }

    GallerySection {
        title: "Sheet"

        Item {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.listWidth

            Sheet {
                explanation: "What it is about"
                footnote: "Beside the buttons"
                heading: "A question"
                modal: false
                parent: parent
                visible: true

                buttons: [
                    Button {
                        text: "Cancel"
                    },
                    Button {
                        kind: Button.Primary
                        text: "Yes"
                    }
                ]

                CheckBox {
                    text: "And this as well"
                }
            }
        }
    }

    GallerySection {
        title: "Tooltip"

        Item {
            Layout.preferredHeight: Theme.tileLarge
            Layout.preferredWidth: Theme.menuWidth

            TooltipBubble {
                delay: 0
                keys: "Ctrl+R"
                text: "Sync now"
                visible: true
            }
        }
    }

    GallerySection {
        title: "DropTarget"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["dragged"]

            control: Component {
                Item {
                    implicitHeight: Theme.listRow * 3
                    implicitWidth: Theme.listWidth

                    DropTarget {
                        anchors.fill: parent
                    }
                }
            }
        }
    }
}
