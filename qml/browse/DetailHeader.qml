// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What this secret is, where it lies, and what can be done with it.
ColumnLayout {
    id: root

    required property BrowseViewModel browse
    readonly property DetailViewModel detail: root.browse.detail
    readonly property ActionsViewModel actions: root.browse.actions
    property bool stacked: false
    readonly property bool tight: root.width < buttons.inOneLine + 4 * Theme.tileLarge + 2 * Theme.space16 ///< buttons stand below the name

    signal backRequested

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

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.space16
        columns: root.tight ? 2 : 3
        rowSpacing: Theme.space8

        TypeTile {
            Layout.alignment: Qt.AlignTop
            ground: root.detail.ground
            size: root.tight ? Theme.tile : Theme.tileLarge
            symbol: root.detail.symbol
            type: root.detail.type
        }

        Column {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Accessible.role: Accessible.Heading
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                maximumLineCount: root.tight ? 8 : 3
                text: root.detail.name
                width: parent.width
                wrapMode: Text.Wrap
            }

            Flow {
                spacing: Theme.space12
                width: parent.width

                ThemedText {
                    color: Theme.tint(root.detail.type)
                    font.weight: Font.Medium
                    text: root.detail.typeLabel
                }

                SymbolLabel {
                    Accessible.name: text
                    Accessible.role: Accessible.StaticText
                    ink: Theme.colours.textSecondary
                    objectName: "sharedLabel"
                    symbol: root.detail.shared ? "users" : "user"
                    text: root.detail.sharedText
                    visible: text !== ""
                    weight: Font.Normal
                }

                SymbolLabel {
                    Accessible.name: text
                    Accessible.role: Accessible.StaticText
                    ink: Theme.colours.textSecondary
                    objectName: "readOnlyLabel"
                    symbol: "eye"
                    text: root.detail.editHint
                    visible: text !== ""
                    weight: Font.Normal
                    width: Math.min(implicitWidth, parent.width)
                }
            }

            PlacePath {
                objectName: "placePath"
                places: root.detail.places
                visible: root.detail.path !== ""
                width: parent.width

                onChosen: key => root.browse.selectNode(key)
            }
        }

        ButtonFlow {
            id: buttons

            Layout.alignment: root.tight ? Qt.AlignRight : Qt.AlignTop
            Layout.columnSpan: root.tight ? 2 : 1
            Layout.fillWidth: root.tight
            available: root.width
            spacing: Theme.space4

            IconButton {
                enabled: root.actions.canFavourite && !root.actions.busy
                iconSize: Theme.iconMedium
                implicitHeight: Theme.controlHeight
                implicitWidth: Theme.controlHeight
                ink: root.detail.favourite ? Theme.colours.favourite : Theme.colours.textSecondary
                objectName: "favouriteButton"
                opacity: 1
                symbol: root.detail.favourite ? "star-filled" : "star"
                //: Name of the star beside a secret's name
                text: root.detail.favourite ? qsTr("Favourite") : qsTr("Make it a favourite")
                visible: root.actions.canFavourite || root.detail.favourite

                onClicked: root.actions.toggleFavourite()
            }

            Button {
                enabled: root.detail.canEdit
                objectName: "editButton"
                symbol: "edit"
                //: Button beside the name of a secret
                text: qsTr("Edit")

                onClicked: root.browse.editSecret()
            }

            MenuButton {
                implicitHeight: Theme.controlHeight
                implicitWidth: Theme.controlHeight
                menu: root.browse.environments.offered ? copyMenu : tokenMenu
                objectName: "copyMenuButton"
                symbol: "copy"
                //: Name of the button that opens a menu of ways to copy a secret
                text: qsTr("Copy as…")
                visible: root.browse.environments.offered || root.detail.type === "apikey"
            }

            MenuButton {
                implicitHeight: Theme.controlHeight
                implicitWidth: Theme.controlHeight
                menu: menu
                objectName: "secretMenuButton"
                symbol: "more"
                //: Name of the button that opens the menu of a secret
                text: qsTr("More about this secret")
                visible: root.actions.writable || root.browse.environments.offered
            }
        }
    }

    TagRow {
        id: tags

        Layout.fillWidth: true
        Layout.leftMargin: root.tight ? 0 : Theme.tileLarge + Theme.space16
        Layout.topMargin: -Theme.space4
        actions: root.actions
        visible: root.actions.expiresText !== "" || root.actions.tags.length > 0 || tags.adding
    }

    CopyMenu {
        id: copyMenu

        environments: root.browse.environments
    }

    TokenMenu {
        id: tokenMenu

        copyHint: root.detail.copyHint
        objectName: "headerTokenMenu"

        onChosen: form => root.detail.copyPrimaryInForm(form)
    }

    SecretMenu {
        id: menu

        browse: root.browse
    }
}
