// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// Type, icons, surfaces and rings.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "ThemedText"

        Repeater {
            model: [Theme.caption, Theme.body, Theme.emphasis, Theme.title]

            ThemedText {
                required property int modelData

                font.pixelSize: modelData
                text: modelData + " px: Sphinx of black quartz, judge my vow"
            }
        }

        ThemedText {
            color: Theme.colours.textSecondary
            font.family: Theme.fixedFamily
            text: "0Oo1lI|5S8B fixed"
        }
    }

    GallerySection {
        title: "Icon"

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space12

            Repeater {
                model: ["agent", "all", "apikey", "calendar", "certificate", "check", "checkin", "clock", "code", "commands", "copy", "edit", "error", "expired", "eye", "eye-off", "folder", "health", "info", "keyboard", "lock", "login", "note", "reply", "search", "settings", "share", "shield-check", "sshkey", "star", "star-filled", "sync", "tag", "trash", "users", "warning"]

                Icon {
                    required property string modelData

                    size: Theme.iconLarge
                    symbol: modelData
                }
            }
        }
    }

    GallerySection {
        title: "Card, Elevation, FocusRing"

        Row {
            spacing: Theme.space32

            Card {
                implicitHeight: Theme.tileLarge
                implicitWidth: Theme.menuWidth
            }

            Rectangle {
                color: Theme.colours.surfaceRaised
                implicitHeight: Theme.tileLarge
                implicitWidth: Theme.menuWidth
                radius: Theme.radiusCard

                Elevation {
                    around: Theme.radiusCard
                }
            }

            Rectangle {
                color: Theme.colours.surface
                implicitHeight: Theme.tileLarge
                implicitWidth: Theme.tileLarge
                radius: Theme.radiusControl

                FocusRing {
                    visible: true
                }
            }
        }
    }

    GallerySection {
        title: "Colours"

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Repeater {
                model: [Theme.colours.window, Theme.colours.surface, Theme.colours.surfaceRaised, Theme.colours.sidebar, Theme.colours.text, Theme.colours.textSecondary, Theme.colours.textTertiary, Theme.colours.outline, Theme.colours.hairline, Theme.colours.accent, Theme.colours.accentSoft, Theme.colours.success, Theme.colours.warning, Theme.colours.danger, Theme.colours.selection, Theme.colours.focus]

                Rectangle {
                    required property color modelData

                    border.color: Theme.colours.outline
                    border.width: Theme.hairline
                    color: modelData
                    implicitHeight: Theme.tile
                    implicitWidth: Theme.tile
                    radius: Theme.radiusControl
                }
            }
        }
    }
}
