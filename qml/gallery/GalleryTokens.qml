// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Qt.labs.folderlistmodel
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
                model: FolderListModel {
                    folder: "qrc:/icons"
                    nameFilters: ["*.svg"]
                    showDirs: false
                }

                Icon {
                    required property string fileBaseName

                    size: Theme.iconLarge
                    symbol: fileBaseName
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
                model: Object.keys(Theme.colours).filter(name => typeof Theme.colours[name] === "object" && Theme.colours[name].r !== undefined)

                Rectangle {
                    required property string modelData

                    border.color: Theme.colours.outline
                    border.width: Theme.hairline
                    color: Theme.colours[modelData]
                    implicitHeight: Theme.tile
                    implicitWidth: name.implicitWidth + Theme.space16
                    radius: Theme.radiusControl

                    ThemedText {
                        id: name

                        anchors.centerIn: parent
                        color: parent.color.a < 0.7 ? Theme.colours.text : parent.color.hslLightness > 0.5 ? "black" : "white"
                        font.pixelSize: Theme.caption
                        text: parent.modelData
                    }
                }
            }
        }
    }
}
