// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// What is typed into.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "TextField"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                TextField {
                    label: "Name"
                    text: "PostgreSQL primary"
                }
            }
        }
    }

    GallerySection {
        title: "SearchField"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["normal", "focused", "disabled"]

            control: Component {
                SearchField {
                    keyHint: "/"
                    label: "Search"
                    placeholderText: "Search"
                }
            }
        }
    }

    GallerySection {
        title: "PasswordField"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["normal", "focused", "disabled"]

            control: Component {
                PasswordField {
                    label: "Token"
                    placeholderText: "Token"
                }
            }
        }
    }

    GallerySection {
        title: "TextArea"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["normal", "focused", "disabled"]

            control: Component {
                TextArea {
                    label: "Note"
                    text: "Several\nlines"
                }
            }
        }
    }

    GallerySection {
        title: "FormField, FileField, FieldFrame: empty, and with an error"

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space24

            FormField {
                help: "Help in words"
                label: "Empty"

                TextField {
                    label: "Empty"
                    placeholderText: "What belongs here"
                }
            }

            FormField {
                error: "What is wrong, in words"
                label: "With an error"

                TextField {
                    invalid: true
                    label: "With an error"
                    text: "http://"
                }
            }

            FileField {
                error: "There is no such file"
                filter: "Keys (*.asc)"
                label: "File"
                name: "galleryFile"
                path: "/home/ada/key.asc"
            }

            FieldFrame {
                focused: true
                implicitHeight: Theme.controlHeight
                implicitWidth: Theme.tileLarge
                invalid: true
            }
        }
    }

    GallerySection {
        title: "FormScroller, ScrollBar"

        ScrollBar {
            Layout.preferredHeight: Theme.tileLarge
            active: true
            orientation: Qt.Vertical
            policy: T.ScrollBar.AlwaysOn
            size: 0.4
        }

        FormScroller {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.tileLarge * 2
            contentHeight: lines.height

            Column {
                id: lines

                width: parent.width

                Repeater {
                    model: 8

                    TextField {
                        label: "Line"
                        placeholderText: "What has the keyboard is kept in view"
                    }
                }
            }
        }
    }
}
