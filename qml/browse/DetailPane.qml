// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One secret: header, fields, addresses, notes, and who vouches for it.
FocusScope {
    id: root

    required property BrowseViewModel browse
    readonly property DetailViewModel detail: root.browse.detail
    readonly property string tab: root.browse.tab
    property bool stacked: false ///< stands where the list was, so it needs a way back

    signal backRequested

    function focusFirst(): void {
        const first = bulk.visible ? null : cards.visible ? cards.first : tabs.visible ? tabs.currentTab() : null; // what is not in front takes no keys
        (first || root.nextItemInFocusChain(true)).forceActiveFocus(Qt.ShortcutFocusReason);
    }

    //: Accessible name of the pane that shows one secret
    Accessible.name: qsTr("Secret")
    Accessible.role: Accessible.Pane
    Keys.onEscapePressed: root.backRequested()
    objectName: "detailPane"

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.window
    }

    FormScroller {
        id: instead

        anchors.fill: parent
        contentHeight: Math.max(height, (bulk.visible ? bulk.implicitHeight : nothing.implicitHeight) + 2 * Theme.space24)
        visible: !root.detail.hasSecret || root.browse.bulk.active

        NothingChosen {
            id: nothing

            anchors.centerIn: parent
            visible: !root.browse.bulk.active
            width: Math.min(instead.width - 2 * Theme.space24, Theme.sidebarWidth + Theme.space32)
        }

        BulkPane {
            id: bulk

            anchors.centerIn: parent
            browse: root.browse
            visible: root.browse.bulk.active
            width: Math.min(instead.width - 2 * Theme.space24, Theme.sidebarWidth + Theme.tileLarge)
        }
    }

    Connections {
        function onAttentionWanted(): void {
            scroller.contentY = 0;
            checkOutCard.focusAction();
        }

        target: root.browse.checkOut
    }

    FormScroller {
        id: scroller

        anchors.fill: parent
        contentHeight: column.implicitHeight + 2 * Theme.space24 + Theme.tileLarge
        visible: root.detail.hasSecret

        ColumnLayout {
            id: column

            spacing: Theme.space16
            width: Math.min(scroller.width - 2 * Theme.space24, Theme.readingWidth)
            x: Math.max(Theme.space24, (scroller.width - width) / 2)
            y: Theme.space24

            DetailHeader {
                Layout.fillWidth: true
                browse: root.browse
                stacked: root.stacked

                onBackRequested: root.backRequested()
            }

            DetailTabs {
                id: tabs

                Layout.fillWidth: true
                browse: root.browse
                visible: root.browse.tabs.count > 1
            }

            Banner {
                Layout.fillWidth: true
                dismissable: true
                hint: root.detail.errorHint
                objectName: "detailError"
                title: root.detail.errorText
                visible: root.detail.errorText !== ""

                onDismissed: root.detail.dismissError()
            }

            AgeBanner {
                detail: root.detail
            }

            WaitingBanner {
                browse: root.browse
            }

            ConfirmCopyBar {
                Layout.fillWidth: true
                detail: root.detail

                onAnswered: root.focusFirst()
            }

            CheckOutCard {
                id: checkOutCard

                Layout.fillWidth: true
                checkOut: root.browse.checkOut
                visible: root.tab === "details" && root.browse.checkOut.shown
            }

            ReasonsCard {
                Layout.fillWidth: true
                detail: root.detail
                visible: root.tab === "details" && root.detail.reasons.count > 0
            }

            LazyItem {
                Layout.fillWidth: true
                properties: ({
                        "detail": root.detail
                    })
                shown: root.tab === "details" && (root.detail.hasHiddenCertificate || root.detail.certificate.shown || root.detail.certificate.faultText !== "")
                source: Qt.resolvedUrl("DetailCertificate.qml")
            }

            SshKeyPane {
                Layout.fillWidth: true
                sshKey: root.browse.sshKey
                visible: root.tab === "details" && root.browse.sshKey.shown
            }

            FieldCards {
                id: cards

                Layout.fillWidth: true
                browse: root.browse
                visible: root.tab === "details" && root.detail.fields.count > 0

                onShown: card => scroller.show(card)
            }

            RulesNote {
                Layout.fillWidth: true
                Layout.topMargin: -Theme.space8
                copyHint: root.detail.copyHint
                revealHint: root.detail.revealHint
                visible: root.tab === "details" && text !== ""
            }

            UriCard {
                Layout.fillWidth: true
                detail: root.detail
                visible: root.tab === "details" && root.detail.uris.length > 0
            }

            NoteCard {
                Layout.fillWidth: true
                text: root.detail.description
                visible: root.tab === "details" && root.detail.description !== ""
            }

            DetailFooter {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space8
                detail: root.detail
                visible: root.tab === "details"
            }

            OtherTabs {
                Layout.fillWidth: true
                browse: root.browse
                visible: root.tab !== "details"
            }
        }
    }
}
