// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What each key does.
Flow {
    id: root

    required property QuickLookupViewModel lookup
    property string copyHint ///< why Enter does not copy; empty when it does
    readonly property bool choosesFirst: root.lookup.currentIndex < 0 && root.lookup.results.count > 0
    //: What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed
    readonly property string chooseWord: qsTr("choose")

    spacing: Theme.space16

    ThemedText {
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        text: root.copyHint
        visible: text !== "" && !root.lookup.listsActions
    }

    KeyWords {
        //: A key, as it is printed on keyboards.
        keys: qsTr("Enter")
        visible: root.copyHint === "" || root.lookup.listsActions
        //: What a key does, at the foot of the quick lookup: copies what was found, or does what is listed
        words: root.lookup.listsActions ? qsTr("do it") : root.choosesFirst ? root.chooseWord : qsTr("copy")
    }

    KeyWords {
        //: Keys, as they are printed on keyboards.
        keys: qsTr("Ctrl+Enter")
        //: What a key does, at the foot of the quick lookup
        words: qsTr("open")
    }

    KeyWords {
        keys: root.LayoutMirroring.enabled === root.lookup.listsActions ? "→" : "←"
        //: What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there
        words: root.lookup.listsActions ? qsTr("back") : qsTr("more")
    }

    KeyWords {
        //: A key, as it is printed on keyboards.
        keys: qsTr("Tab")
        visible: root.lookup.severalAccounts && !root.lookup.listsActions
        //: What a key does, at the foot of the quick lookup: looks in one account only
        words: qsTr("account")
    }

    KeyWords {
        //: A key, as it is printed on keyboards.
        keys: qsTr("Esc")
        visible: !root.lookup.listsActions
        //: What a key does, at the foot of the quick lookup
        words: qsTr("close")
    }
}
