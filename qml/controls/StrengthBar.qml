// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

/// How strong a password is: four parts that fill up, a word with its symbol, and what it means.
ColumnLayout {
    id: root

    required property int level ///< 0 to 4
    required property string word
    required property string sentence
    readonly property bool tight: root.width < verdict.implicitWidth + 4 * Theme.tileLarge ///< the sentence stands below the word
    readonly property color ink: root.level <= 1 ? Theme.colours.danger : root.level === 2 ? Theme.colours.warning : Theme.colours.success

    component Part: Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.space4
        radius: height / 2
    }

    component Meaning: ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        font.pixelSize: Theme.caption
        wrapMode: Text.Wrap
    }

    //: What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes
    Accessible.name: qsTr("Strength: %1. %2").arg(root.word).arg(root.sentence)
    Accessible.role: Accessible.StaticText
    spacing: Theme.space4

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        Part {
            color: root.ink
        }

        Part {
            color: root.level > 1 ? root.ink : Theme.colours.hairline
        }

        Part {
            color: root.level > 2 ? root.ink : Theme.colours.hairline
        }

        Part {
            color: root.level > 3 ? root.ink : Theme.colours.hairline
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        Icon {
            Layout.alignment: Qt.AlignTop
            color: root.ink
            size: Theme.iconSmall
            symbol: root.level >= 3 ? "shield-check" : root.level === 2 ? "shield" : "shield-alert"
        }

        ThemedText {
            id: verdict

            Accessible.ignored: true
            Layout.alignment: Qt.AlignTop
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
            text: root.word
        }

        Meaning {
            Layout.alignment: Qt.AlignTop
            text: root.sentence
            visible: !root.tight
        }
    }

    Meaning {
        text: root.sentence
        visible: root.tight
    }
}
