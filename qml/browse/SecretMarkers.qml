// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What is worth knowing about a secret before it is opened.
Row {
    id: root

    required property bool favourite
    required property bool hasTotp
    required property bool checkedOut
    required property bool needsApproval
    required property string lentText ///< until when it is the user's to see; empty: neither checked out nor granted
    required property string attention
    required property string expiry ///< empty: not soon
    required property bool expired
    /// What the symbols mean, one sentence each.
    readonly property string words: Phrases.sentences([root.attention, root.expiry, root.lentText, root.needsApproval ? root.approvalWord : "", root.hasTotp ? root.totpWord : "", root.favourite ? root.favouriteWord : ""])
    //: What a symbol in the list means
    readonly property string approvalWord: qsTr("Access has to be approved first")
    //: What a symbol in the list means
    readonly property string totpWord: qsTr("Has a one-time code")
    //: What a symbol in the list means
    readonly property string favouriteWord: qsTr("Favourite")

    spacing: Theme.space4

    HoverHandler {
        id: pointer
    }

    Tooltip {
        over: root
        shown: pointer.hovered && root.words !== ""
        text: root.words
    }

    Icon {
        color: Theme.colours.textTertiary
        symbol: "code"
        visible: root.hasTotp
    }

    Icon {
        color: Theme.colours.accent
        symbol: "checkout"
        visible: root.checkedOut
    }

    Icon {
        color: Theme.colours.textTertiary
        symbol: "lock"
        visible: root.needsApproval && !root.checkedOut
    }

    Icon {
        color: Theme.colours.favourite
        symbol: "star-filled"
        visible: root.favourite
    }

    Icon {
        color: root.expired ? Theme.colours.danger : Theme.colours.warning
        symbol: "calendar"
        visible: root.expiry !== ""
    }

    Icon {
        color: Theme.colours.warning
        symbol: "warning"
        visible: root.attention !== ""
    }
}
