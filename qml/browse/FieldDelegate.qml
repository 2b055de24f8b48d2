// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// One field of a secret: masked, opening, shown, or plain from the start.
FieldCard {
    id: root

    required busy
    required property int index
    required property string key
    required property string kind
    required property bool isProtected
    required property string plainValue
    required property bool revealed
    required property RevealedSecret secret
    required property real remaining
    required property bool running
    required property bool monospace
    required property bool multiline
    required property real codeRemaining ///< of a one-time code's period
    required property string spokenValue ///< digits of a one-time code while it is shown to assistive technology
    readonly property bool isCode: root.kind === "totp"
    readonly property bool isBlock: root.kind === "private-key" || root.kind === "certificate" ///< lines of 64 or 70 characters that belong together
    property string revealHint ///< why protected values are not shown; empty when they are
    property string copyHint
    readonly property bool masked: root.isProtected && !root.revealed
    readonly property bool foldable: root.isBlock && !root.isProtected && root.plainValue.split("\n").length > root.foldedLines
    readonly property int foldedLines: 6 ///< of a long value in the open, so that what comes below it stays in view
    property bool unfolded: false

    signal showcaseAsked(string key, int manner)
    signal formAsked(string key, int form)
    signal peekAsked(string key)
    signal peekEnded
    signal copyAsked(string key)
    signal toggleAsked(string key)
    signal keepAsked(string key)

    //: Accessible description of a field card
    hint: root.isProtected && root.copyHint !== "" ? root.copyHint : qsTr("Press Enter to copy")
    objectName: "fieldCard_" + root.key
    pinned: root.revealed
    //: What a screen reader says of a field. Where there are two, %2 is its label, %1 its value
    spoken: root.masked ? qsTr("%1, hidden").arg(root.label) : root.isCode ? qsTr("%2, %1").arg(root.spokenValue).arg(root.label) : root.isProtected ? qsTr("%1, shown on screen").arg(root.label) : qsTr("%1, %2").arg(root.label).arg(root.plainValue)

    valueHeight: root.masked ? (root.busy ? opening.height : dots.height) : root.isProtected ? value.height + (hint.text === "" ? 0 : token.height) : plain.height + (root.foldable ? fold.height + Theme.space4 : 0)
    wide: root.isBlock && !root.masked

    actions: [
        RevealTimer {
            remaining: root.remaining
            visible: root.revealed && root.running

            onStopRequested: root.keepAsked(root.key)
        },
        ShowcaseButtons {
            copyHint: root.copyHint
            key: root.key
            label: root.label
            qr: !root.isCode
            revealHint: root.revealHint
            token: root.kind === "token"
            visible: root.isProtected && !root.multiline

            onFormAsked: (key, form) => root.formAsked(key, form)
            onShowcaseAsked: (key, manner) => root.showcaseAsked(key, manner)
        },
        IconButton {
            Accessible.description: root.revealHint
            enabled: root.revealHint === ""
            objectName: "revealButton_" + root.key
            symbol: root.revealed ? "eye-off" : "eye"
            //: Name of the button on a field. %1 is the field's label, for example Password
            text: root.revealed ? qsTr("Hide %1").arg(root.label) : qsTr("Show %1").arg(root.label)
            visible: root.isProtected

            onClicked: root.toggleAsked(root.key)
            onPressAndHold: root.peekAsked(root.key)
            onReleased: root.peekEnded()
            onCanceled: root.peekEnded()
        },
        IconButton {
            Accessible.description: root.isProtected ? root.copyHint : ""
            enabled: !root.isProtected || root.copyHint === ""
            objectName: "copyButton_" + root.key
            symbol: "copy"
            //: Name of the button on a field. %1 is the field's label, for example Password
            text: qsTr("Copy %1").arg(root.label)

            onClicked: root.copyAsked(root.key)
        }
    ]

    onCopyRequested: root.copyAsked(root.key)
    onPlainValueChanged: root.unfolded = false

    MaskDots {
        id: dots

        anchors.left: parent ? parent.left : undefined
        visible: root.masked && !root.busy
    }

    ThemedText {
        id: opening

        color: Theme.colours.textSecondary
        //: In place of a value while it is fetched and decrypted
        text: qsTr("Opening…")
        visible: root.masked && root.busy
        width: parent ? parent.width : 0
    }

    ProgressRing {
        anchors.left: parent ? parent.left : undefined
        anchors.verticalCenter: value.verticalCenter
        objectName: "codeRing"
        remaining: root.codeRemaining
        visible: root.isCode && root.revealed
    }

    SecretText {
        id: value

        alignRight: LayoutMirroring.enabled
        anchors.left: parent ? parent.left : undefined
        anchors.leftMargin: root.isCode ? Theme.iconMedium + Theme.space12 : 0
        anchors.right: parent ? parent.right : undefined
        color: Theme.colours.text
        digitColor: root.isCode ? Theme.colours.text : Theme.colours.digit
        fontFamily: Theme.fixedFamily
        objectName: "value_" + root.key
        pixelSize: root.isCode ? Theme.title : root.isBlock ? Theme.caption : root.multiline ? Theme.body : Theme.emphasis
        secret: root.secret
        symbolColor: root.isCode ? Theme.faded(Theme.colours.text, 0) : Theme.colours.symbol // the gap between two groups stays one
        visible: root.revealed
    }

    ThemedText {
        id: plain

        Accessible.ignored: true
        elide: root.foldable ? Text.ElideRight : Text.ElideNone
        font.family: root.monospace ? Theme.fixedFamily : Theme.family
        font.pixelSize: root.isBlock ? Theme.caption : Theme.body
        maximumLineCount: root.foldable && !root.unfolded ? root.foldedLines : 2147483647
        objectName: "plain_" + root.key
        text: root.plainValue
        visible: !root.isProtected
        width: parent ? parent.width : 0
        wrapMode: Text.WrapAnywhere
    }

    Button {
        id: fold

        anchors.left: parent ? parent.left : undefined
        anchors.leftMargin: -Theme.space8
        anchors.top: plain.bottom
        anchors.topMargin: Theme.space4
        kind: Button.Quiet
        objectName: "foldButton_" + root.key
        symbol: root.unfolded ? "chevron-up" : "chevron-down"
        //: Button below a long value, for example a certificate: shows all of its lines; only the first ones again
        text: root.unfolded ? qsTr("Show less") : qsTr("Show all")
        visible: root.foldable

        onClicked: root.unfolded = !root.unfolded
    }

    ThemedText {
        id: token

        anchors.top: value.bottom
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        objectName: "tokenHint"
        text: hint.text
        visible: root.revealed && text !== ""

        TokenHint {
            id: hint

            secret: root.kind === "token" ? root.secret : null
        }
    }
}
