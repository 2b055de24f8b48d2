// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// When it was made and changed, and who vouches for it.
ColumnLayout {
    id: root

    required property DetailViewModel detail

    spacing: Theme.space12

    VerdictBadge {
        Layout.fillWidth: true
        detail: root.detail.verdictDetail
        text: root.detail.verdictText
        verdict: root.detail.verdictState
    }

    Flow {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space16
        spacing: Theme.space24

        ThemedText {
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            //: Foot of a secret. %1 is a moment
            text: qsTr("Created %1").arg(root.detail.createdText)
            visible: root.detail.createdText !== ""
        }

        ThemedText {
            color: Theme.colours.textTertiary
            font.pixelSize: Theme.caption
            //: Foot of a secret. %1 is a moment
            text: qsTr("Changed %1").arg(root.detail.modifiedText)
            visible: root.detail.modifiedText !== ""
        }
    }
}
