// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The values of one secret.
Card {
    id: root

    required property BrowseViewModel browse
    readonly property DetailViewModel detail: root.browse.detail
    readonly property Item first: cards.count > 0 ? cards.itemAt(0) : null
    property Item followed: null ///< the card whose value was revealed last

    signal shown(Item card) ///< it is to be in view

    function follow(): void {
        if (root.followed)
            root.shown(root.followed);
    }

    implicitHeight: fields.implicitHeight

    onFollowedChanged: {
        root.follow();
        settling.restart();
    }
    onYChanged: root.follow()

    Timer {
        id: settling

        interval: 1000 // ms; then whatever moves does so because somebody wants it

        onTriggered: root.followed = null
    }

    Column {
        id: fields

        width: parent.width

        Repeater {
            id: cards

            model: root.detail.fields

            FieldDelegate {
                id: card

                copyHint: root.detail.copyHint
                last: index === root.detail.fields.count - 1
                revealHint: root.detail.revealHint
                width: fields.width

                onCopyAsked: key => root.detail.copy(key)
                onFormAsked: (key, form) => root.detail.copyInForm(key, form)
                onKeepAsked: key => root.detail.keepRevealed(key)
                onPeekAsked: key => root.browse.showcase.peek(key)
                onHeightChanged: root.follow()
                onPeekEnded: root.browse.showcase.peekOver()
                onRevealedChanged: root.followed = card.revealed ? card : null
                onYChanged: root.follow()
                onShowcaseAsked: (key, manner) => root.browse.showcase.show(key, manner)
                onToggleAsked: key => root.detail.toggle(key)
            }
        }
    }
}
