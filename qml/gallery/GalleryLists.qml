// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What lists and cards are made of.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "ListDelegate"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Column {
                    width: Theme.menuWidth

                    ListDelegate {
                        detail: "A second line"
                        mark: "check"
                        symbol: "folder"
                        text: "A row"
                        width: parent.width
                    }

                    ListDelegate {
                        current: true
                        symbol: "folder"
                        text: "The current row"
                        width: parent.width
                    }
                }
            }
        }
    }

    GallerySection {
        title: "FieldCard, MaskDots"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["normal", "hover", "focused"]

            control: Component {
                Card {
                    implicitHeight: card.implicitHeight
                    implicitWidth: Theme.listWidth

                    FieldCard {
                        id: card

                        actions: IconButton {
                            symbol: "eye"
                            text: "Show"
                        }
                        label: "Password"
                        width: parent.width

                        MaskDots {
                        }
                    }
                }
            }
        }
    }

    GallerySection {
        title: "Avatar, TypeTile, SymbolLabel, TagChip"

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space12

            Repeater {
                model: 8

                Avatar {
                    required property int index

                    badge: index
                    initials: index === 7 ? "" : "AC"
                }
            }

            Repeater {
                model: ["login", "sshkey", "note", "apikey", "certificate", "else"]

                TypeTile {
                    required property string modelData

                    type: modelData
                }
            }

            TypeTile {
                ground: String(Theme.badge(2))
                symbol: "bank"
                type: "login"
            }

            SymbolLabel {
                symbol: "lock"
                text: "Words beside a symbol"
            }

            TagChip {
                text: "production"
            }

            TagChip {
                removable: true
                text: "database"
            }
        }
    }

    GallerySection {
        title: "SimilarHeading, HighlightedText, HighlightedParagraph, ExplainedText, KeyHint"

        SimilarHeading {
            section: "Similar"
        }

        HighlightedText {
            marks: [0, 4, 11, 4]
            text: "PostgreSQL prod primary"
        }

        HighlightedParagraph {
            Layout.preferredWidth: Theme.menuWidth
            marks: [0, 5, 14, 9]
            text: "Takes a value clipboard and wraps where there is no more room in the line"
        }

        ExplainedText {
            explanation: "What it means, below it"
            text: "The words of a choice"
        }

        KeyHint {
            keys: "Ctrl+K"
        }
    }

    GallerySection {
        title: "SkeletonRow, SplitHandle"

        SkeletonRow {
            Layout.preferredWidth: Theme.listWidth
            index: 1
        }

        SplitHandle {
            Layout.preferredHeight: Theme.tile
        }
    }
}
