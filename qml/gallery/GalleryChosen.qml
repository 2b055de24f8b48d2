// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What is chosen.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "CheckBox"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    spacing: Theme.space8

                    CheckBox {
                        text: "Off"
                    }

                    CheckBox {
                        checked: true
                        explanation: "What it means"
                        text: "On"
                    }
                }
            }
        }
    }

    GallerySection {
        title: "RadioButton"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    spacing: Theme.space8

                    RadioButton {
                        text: "Not this"
                    }

                    RadioButton {
                        checked: true
                        explanation: "What it means"
                        text: "This"
                    }
                }
            }
        }
    }

    GallerySection {
        title: "Switch"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    spacing: Theme.space8

                    Switch {
                        label: "Off"
                    }

                    Switch {
                        checked: true
                        label: "On"
                    }
                }
            }
        }
    }

    GallerySection {
        title: "TabButton"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Row {
                    TabButton {
                        current: true
                        text: "Details"
                    }

                    TabButton {
                        text: "Sharing"
                    }
                }
            }
        }
    }
}
