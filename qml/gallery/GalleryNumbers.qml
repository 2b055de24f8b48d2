// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What is more or less of something, and buttons that find room.
ColumnLayout {
    id: root

    spacing: Theme.space24

    GallerySection {
        title: "Slider"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Slider {
                    from: 8
                    label: "Length"
                    to: 64
                    value: 20
                }
            }
        }
    }

    GallerySection {
        title: "NumberSlider"

        GalleryStates {
            Layout.fillWidth: true
            looks: ["normal", "disabled"]

            control: Component {
                NumberSlider {
                    highest: 64
                    label: "Length"
                    lowest: 8
                    name: "length"
                    value: 20
                    width: Theme.listWidth
                }
            }
        }
    }

    GallerySection {
        title: "StrengthBar"

        Repeater {
            model: ["Very weak", "Weak", "Fair", "Strong", "Very strong"]

            StrengthBar {
                required property int index
                required property string modelData

                Layout.fillWidth: true
                level: index
                sentence: "How long guessing takes."
                word: modelData
            }
        }
    }

    GallerySection {
        title: "ButtonFlow, WordsAndButtons"

        ButtonFlow {
            Layout.fillWidth: true
            available: Theme.listWidth

            Button {
                text: "Cancel"
            }

            Button {
                kind: Button.Primary
                text: "Something that needs its room"
            }
        }

        WordsAndButtons {
            Layout.fillWidth: true
            words: "What the button is for."

            Button {
                text: "Go on"
            }
        }
    }
}
