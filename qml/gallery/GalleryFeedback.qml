// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls

/// What the program says.
ColumnLayout {
    spacing: Theme.space24

    GallerySection {
        title: "Banner"

        Repeater {
            model: [Banner.Info, Banner.Success, Banner.Warning, Banner.Danger]

            Banner {
                required property int modelData

                Layout.fillWidth: true
                details: "HTTP 503, redacted"
                dismissable: true
                hint: "What to do next."
                kind: modelData
                title: "What happened"

                Button {
                    text: "Try again"
                }
            }
        }
    }

    GallerySection {
        title: "Toast, ToastAction"

        Toast {
            canClear: true
            remaining: 0.6
            secondsLeft: 12
            shown: true
            text: "Password copied"
        }

        Toast {
            shown: true
            text: "Nothing to copy"
        }
    }

    GallerySection {
        title: "ToastAction"

        GalleryStates {
            Layout.fillWidth: true

            control: Component {
                Rectangle {
                    color: Theme.colours.toast
                    implicitHeight: action.implicitHeight + Theme.space8
                    implicitWidth: action.implicitWidth + Theme.space16
                    radius: Theme.radiusCard

                    ToastAction {
                        id: action

                        anchors.centerIn: parent
                        text: "Clear now"
                    }
                }
            }
        }
    }

    GallerySection {
        title: "ProgressBar, ProgressRing"

        ProgressBar {
            label: "Loading"
            value: 0.4
        }

        Row {
            spacing: Theme.space12

            Repeater {
                model: [1, 0.7, 0.3, 0]

                ProgressRing {
                    required property real modelData

                    remaining: modelData
                }
            }
        }
    }

    GallerySection {
        title: "EmptyState"

        EmptyState {
            Layout.preferredWidth: Theme.listWidth
            hint: "Secrets marked with a star would be here."
            symbol: "star"
            title: "No favourites yet"

            Button {
                kind: Button.Primary
                text: "The next step"
            }
        }
    }
}
