// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls

/// Every control in every state and palette, for whoever changes how one looks. Of no use to anybody else, and
/// therefore not translated.
T.ApplicationWindow {
    id: root

    property int page: 0
    readonly property real pageHeight: shown.height
    property string scheme: "light"
    property bool rightToLeft: false
    readonly property list<string> pages: ["Pressed", "Chosen", "Fields", "Lists", "Feedback", "Floating", "Numbers", "Tokens"]
    readonly property list<string> schemes: ["light", "dark", "contrast"]

    signal pageShown

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: root.rightToLeft
    color: Theme.colours.window
    height: Theme.windowHeight
    title: "Coffret"
    visible: true
    width: Theme.windowWidth

    Binding {
        property: "dark"
        target: Theme
        value: root.scheme !== "light"
    }

    Binding {
        property: "highContrast"
        target: Theme
        value: root.scheme === "contrast"
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: Theme.space12
            spacing: Theme.space8

            Repeater {
                model: root.pages

                TabButton {
                    required property int index
                    required property string modelData

                    current: root.page === index
                    text: modelData

                    onClicked: root.page = index
                }
            }

            Item {
                Layout.fillWidth: true
            }

            Repeater {
                model: root.schemes

                Chip {
                    required property string modelData

                    checked: root.scheme === modelData
                    text: modelData

                    onClicked: root.scheme = modelData
                }
            }

            Chip {
                checked: root.rightToLeft
                text: "right to left"

                onClicked: root.rightToLeft = !root.rightToLeft
            }
        }

        FormScroller {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space24
            Layout.rightMargin: Theme.space24
            contentHeight: shown.height + Theme.space32
            objectName: "galleryScroller"

            Loader {
                id: shown

                objectName: "galleryPage"
                source: "Gallery" + root.pages[root.page] + ".qml"
                width: parent.width

                onLoaded: root.pageShown()
            }
        }
    }
}
