// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What this secret is and where it lies.
ColumnLayout {
    id: root

    required property DetailViewModel detail
    property bool stacked: false

    signal backRequested
    signal editRequested

    spacing: Theme.space12

    Button {
        Layout.leftMargin: -Theme.space8
        kind: Button.Quiet
        symbol: "arrow-left"
        //: Button in a narrow window: from a secret back to the list
        text: qsTr("Back to the list")
        visible: root.stacked

        onClicked: root.backRequested()
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space16

        TypeTile {
            Layout.alignment: Qt.AlignTop
            size: Theme.tileLarge
            type: root.detail.type
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                maximumLineCount: 3
                text: root.detail.name
                wrapMode: Text.Wrap
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space8

                ThemedText {
                    color: Theme.tint(root.detail.type)
                    font.weight: Font.Medium
                    text: root.detail.typeLabel
                }

                Icon {
                    color: Theme.colours.textTertiary
                    symbol: "folder"
                    visible: root.detail.path !== ""
                }

                ThemedText {
                    Layout.fillWidth: true
                    Layout.leftMargin: -Theme.space4
                    color: Theme.colours.textSecondary
                    elide: Text.ElideMiddle
                    text: root.detail.path
                }
            }
        }

        Icon {
            //: Accessible name of the star beside a secret's name
            Accessible.name: qsTr("Favourite")
            Accessible.role: Accessible.Graphic
            Accessible.ignored: !visible
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: Theme.space4
            color: Theme.colours.favourite
            size: Theme.iconMedium
            symbol: "star-filled"
            visible: root.detail.favourite
        }

        Button {
            Layout.alignment: Qt.AlignTop
            enabled: root.detail.canEdit
            objectName: "editButton"
            symbol: "edit"
            //: Button beside the name of a secret
            text: qsTr("Edit")
            visible: root.detail.canEdit

            onClicked: root.editRequested()
        }
    }
}
