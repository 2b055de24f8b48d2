// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What is pressed.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "Button"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    spacing: Theme.space8

                    Button {
                        text: "Secondary"
                    }

                    Button {
                        kind: Button.Primary
                        text: "Primary"
                    }

                    Button {
                        kind: Button.Quiet
                        symbol: "plus"
                        text: "Quiet"
                    }

                    Button {
                        kind: Button.Danger
                        symbol: "trash"
                        text: "Danger"
                    }
                }
            }
        }
    }

    GallerySection {
        title: "IconButton"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                IconButton {
                    symbol: "copy"
                    text: "Copy"
                }
            }
        }
    }

    GallerySection {
        title: "MenuButton"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                MenuButton {
                    symbol: "more"
                    text: "More"

                    menu: Menu {
                    }
                }
            }
        }
    }

    GallerySection {
        title: "PickButton"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                PickButton {
                    text: "20 seconds"

                    menu: Menu {
                    }
                }
            }
        }
    }

    GallerySection {
        title: "Chip"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    spacing: Theme.space8

                    Chip {
                        symbol: "login"
                        text: "Logins"
                    }

                    Chip {
                        checked: true
                        symbol: "login"
                        text: "Logins"
                    }
                }
            }
        }
    }
}
