// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// One OpenPGP key of the user's.
T.RadioDelegate {
    id: root

    required property int index
    required property string fingerprint
    required property string fingerprintText
    required property string userId
    required property string algorithm
    required property string createdText
    required property bool usable
    required property string problem
    required property bool onCard
    property bool ringed: false ///< has the keyboard
    //: Under a key that is on a smart card. %1 is its kind, such as "rsa4096"
    readonly property string kind: root.onCard ? qsTr("%1, on a smart card").arg(root.algorithm) : root.algorithm
    readonly property string details: root.usable ? Phrases.beside([root.kind, root.createdText]) : root.problem

    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.description: root.usable ? Phrases.listed([root.fingerprintText, root.details]) : root.details
    Accessible.name: root.userId
    Accessible.onPressAction: root.clicked()
    Accessible.role: Accessible.RadioButton
    enabled: root.usable
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    opacity: root.usable ? 1 : 0.5
    padding: Theme.space12

    background: Card {
        border.color: root.checked ? Theme.colours.accent : Theme.colours.hairline
        color: root.checked ? Theme.colours.accentSoft : Theme.colours.surface

        Rectangle {
            anchors.fill: parent
            color: root.down ? Theme.colours.pressed : Theme.colours.hover
            radius: parent.radius
            visible: root.hovered || root.down
        }

        FocusRing {
            around: Theme.radiusCard
            gap: 0 // the list would cut off what is outside
            visible: root.ringed
        }
    }
    contentItem: RowLayout {
        spacing: Theme.space12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space4

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                font.weight: Font.Medium
                text: root.userId
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.family: Theme.fixedFamily
                font.pixelSize: Theme.caption
                text: root.fingerprintText
            }

            ThemedText {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.colours.textSecondary
                font.pixelSize: Theme.caption
                text: root.details
                wrapMode: Text.Wrap
            }
        }

        Icon {
            color: Theme.colours.accent
            size: Theme.iconMedium
            symbol: "check"
            visible: root.checked
        }
    }
}
