// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Who signed a value and what that is worth: symbol, word, sentence and fingerprint.
Item {
    id: root

    required property int verdict ///< DetailViewModel.Verdict
    required property string text
    required property string detail
    readonly property bool good: root.verdict === DetailViewModel.Expected
    readonly property bool quiet: root.verdict === DetailViewModel.NoVerdict || root.verdict === DetailViewModel.NotApplicable
    readonly property color ink: root.good ? Theme.colours.success : root.quiet ? Theme.colours.textTertiary : root.verdict === DetailViewModel.Revoked || root.verdict === DetailViewModel.OutOfOrder ? Theme.colours.danger : Theme.colours.warning

    function word(): string {
        switch (root.verdict) {
        case DetailViewModel.Expected:
            //: Verdict on a signature, one word or two
            return qsTr("Verified");
        case DetailViewModel.Foreign:
            //: Verdict on a signature, one word or two
            return qsTr("Unexpected signer");
        case DetailViewModel.UnknownKey:
            //: Verdict on a signature, one word or two
            return qsTr("Unknown signer");
        case DetailViewModel.Unsigned:
            //: Verdict on a signature, one word or two
            return qsTr("Unsigned");
        case DetailViewModel.Expired:
            //: Verdict on a signature, one word or two
            return qsTr("Expired key");
        case DetailViewModel.Revoked:
            //: Verdict on a signature, one word or two
            return qsTr("Revoked key");
        case DetailViewModel.OutOfOrder:
            //: Verdict on a value that is older than one seen before, or another secret's; one word or two
            return qsTr("Out of place");
        case DetailViewModel.OrderUnknown:
            //: Verdict on a value that is signed as expected, but may be an older one or another secret's; two or three words
            return qsTr("Order not known");
        case DetailViewModel.NotApplicable:
            //: In place of a verdict: this vault has no signatures
            return qsTr("No signatures here");
        }
        //: In place of a verdict: nothing was opened yet
        return qsTr("Not opened yet");
    }

    function symbol(): string {
        switch (root.verdict) {
        case DetailViewModel.Expected:
            return "shield-check";
        case DetailViewModel.Foreign:
        case DetailViewModel.UnknownKey:
        case DetailViewModel.OrderUnknown:
            return "shield-question";
        case DetailViewModel.Revoked:
            return "shield-off";
        case DetailViewModel.Unsigned:
        case DetailViewModel.Expired:
        case DetailViewModel.OutOfOrder:
            return "shield-alert";
        }
        return "shield";
    }

    Accessible.name: Phrases.sentences([root.word(), root.text, root.detail])
    Accessible.role: Accessible.StaticText
    implicitHeight: words.height
    objectName: "verdictBadge"

    Icon {
        id: icon

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        color: root.ink
        size: Theme.iconMedium
        symbol: root.symbol()
    }

    Column {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        spacing: Theme.focusWidth

        ThemedText {
            Accessible.ignored: true
            color: root.ink
            font.weight: Font.DemiBold
            text: root.word()
            width: parent.width
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textSecondary
            //: Below "Not opened yet"
            text: root.text === "" ? qsTr("The signature is checked when you show or copy a value.") : root.text
            width: parent.width
            wrapMode: Text.Wrap
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.textTertiary
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
            text: root.detail
            visible: root.detail !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
