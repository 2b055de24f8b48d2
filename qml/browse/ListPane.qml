// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Search, filters, and the list they leave.
FocusScope {
    id: root

    required property AppViewModel app
    readonly property BrowseViewModel browse: root.app.browse
    readonly property bool loading: root.browse.busy && root.browse.secrets.count === 0

    signal shown
    signal opened

    function focusSearch(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    function focusList(): void {
        list.forceActiveFocus(Qt.ShortcutFocusReason);
        if (list.currentIndex < 0)
            list.move(1);
    }

    Connections {
        function onSearchTextChanged(): void {
            search.text = root.browse.searchText;
        }

        target: root.browse
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.surface
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.bottomMargin: Theme.space12
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.rightMargin: Theme.space16
            Layout.topMargin: Theme.space16
            spacing: Theme.space8

            SearchField {
                id: search

                Layout.fillWidth: true
                focus: true
                //: Key that jumps to the search field, shown inside it
                keyHint: qsTr("/")
                //: Accessible name of the search field
                label: qsTr("Search secrets")
                objectName: "searchField"
                //: In the empty search field
                placeholderText: qsTr("Search")

                onAccepted: root.opened()
                onCopyRequested: root.browse.copyPrimary()
                onLeaveRequested: root.focusList()
                onMoved: delta => list.move(delta)
                onTextChanged: root.browse.searchText = text
            }

            IconButton {
                enabled: root.browse.canCreate
                implicitHeight: Theme.controlHeight
                implicitWidth: Theme.controlHeight
                objectName: "newButton"
                //: Key that begins a new secret, beside the button's name
                shortcutText: qsTr("Ctrl+N")
                symbol: "plus"
                //: Name of the button that begins a new secret
                text: qsTr("New secret")
                visible: root.browse.canCreate

                onClicked: root.browse.newSecret()
            }
        }

        QueryChips {
            Layout.bottomMargin: Theme.space12
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.rightMargin: Theme.space16
            chips: root.browse.chips
            visible: root.browse.chips.count > 0

            onLeaveRequested: search.forceActiveFocus(Qt.OtherFocusReason)
            onRemoveRequested: index => {
                root.browse.removeChip(index);
                search.forceActiveFocus(Qt.OtherFocusReason);
            }
        }

        TypeChips {
            Layout.bottomMargin: Theme.space12
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.rightMargin: Theme.space16
            type: root.browse.typeFilter

            onChosen: type => root.browse.typeFilter = type
        }

        FormScroller {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.preferredHeight: Math.min(contentHeight, root.height / 2)
            Layout.rightMargin: Theme.space16
            contentHeight: banners.implicitHeight

            AccountBanners {
                id: banners

                app: root.app
                width: parent.width
            }
        }

        ListCaption {
            Layout.bottomMargin: Theme.space4
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.rightMargin: Theme.space16
            browse: root.browse
        }

        FolderHits {
            Layout.bottomMargin: Theme.space4
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space8
            Layout.rightMargin: Theme.space8
            folders: root.browse.folderHits
            visible: root.browse.folderHits.count > 0

            onChosen: nodeId => {
                root.browse.openFolderHit(nodeId);
                root.focusList();
            }
            onLeftDownwards: root.focusList()
            onLeftUpwards: search.forceActiveFocus(Qt.OtherFocusReason)
        }

        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true

            SecretList {
                id: list

                anchors.fill: parent
                browse: root.browse
                commands: root.app.commands
                visible: count > 0

                onLeaveRequested: root.browse.bulk.active || root.browse.searchText === "" ? root.browse.selectSecret(root.browse.bulk.active ? root.browse.bulk.leadId : "") : (root.browse.searchText = "")
                onOpened: root.opened()
                onShown: root.shown()
            }

            ListPlaceholder {
                anchors.fill: parent
                app: root.app
                loading: root.loading
            }
        }
    }
}
