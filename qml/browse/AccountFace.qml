// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Badge, name and state of one account.
RowLayout {
    id: root

    required property string accountId
    required property string name
    required property string initials
    required property int badge
    required property string serviceName
    required property int state
    required property string stateText
    required property string errorText
    required property bool current

    Accessible.name: Phrases.listed([root.name, root.serviceName, root.errorText === "" ? root.stateText : root.errorText])
    Accessible.role: Accessible.StaticText
    spacing: Theme.space12

    Avatar {
        badge: root.badge
        initials: root.initials

        StateDot {
            anchors.bottom: parent.bottom
            anchors.margins: -Theme.focusWidth
            anchors.right: parent.right
            accountState: root.state
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            font.weight: Font.DemiBold
            text: root.name
        }

        ThemedText {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: root.errorText === "" ? Theme.colours.textSecondary : Theme.colours.danger
            font.pixelSize: Theme.caption
            maximumLineCount: root.errorText === "" ? 2 : 8
            text: root.errorText === "" ? Phrases.beside([root.serviceName, root.stateText]) : root.errorText
            wrapMode: Text.Wrap
        }
    }
}
