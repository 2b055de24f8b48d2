// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Asks once before a value that nobody vouches for is copied.
Banner {
    id: root

    required property DetailViewModel detail

    readonly property bool asking: root.detail.confirmCopyText !== ""

    signal answered

    kind: Banner.Warning
    objectName: "confirmCopyBar"
    title: root.detail.confirmCopyText
    visible: root.asking

    onAskingChanged: if (root.asking)
        cancel.forceActiveFocus(Qt.ShortcutFocusReason)

    Button {
        kind: Button.Primary
        objectName: "confirmCopyButton"
        //: Button: copies a value whose signature is missing or not expected
        text: qsTr("Copy anyway")

        onClicked: {
            root.detail.confirmCopy();
            root.answered();
        }
    }

    Button {
        id: cancel

        objectName: "cancelCopyButton"
        //: Button: does not copy
        text: qsTr("Do not copy")

        onClicked: {
            root.detail.cancelCopy();
            root.answered();
        }
    }
}
