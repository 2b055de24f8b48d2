// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What the new secret shall be: one tile per type, or the letter on it.
FocusScope {
    id: root

    required property EditorViewModel editor

    //: Accessible name of the tiles that offer types of secrets
    Accessible.name: qsTr("Types of secrets")
    Accessible.role: Accessible.Grouping
    Keys.onPressed: event => {
        if (event.modifiers === Qt.NoModifier)
            root.editor.chooseLetter(event.text);
    }
    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column

        spacing: Theme.space8
        width: parent.width

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            //: Heading above the tiles that offer types of secrets
            text: qsTr("New secret")
        }

        ThemedText {
            Layout.bottomMargin: Theme.space12
            Layout.fillWidth: true
            color: Theme.colours.textSecondary
            //: Under the heading. %1 is where the new secret goes
            text: root.editor.place === "" ? qsTr("Its type stays as you choose it here.") : qsTr("It goes to %1. Its type stays as you choose it here.").arg(root.editor.place)
            wrapMode: Text.Wrap
        }

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.space12
            columns: Math.max(1, Math.min(3, Math.floor((root.width + Theme.space12) / (Theme.sidebarMinimum - Theme.space12))))
            rowSpacing: Theme.space12

            LayoutRepeater {
                model: root.editor.types

                TypeCard {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    focus: index === 0

                    onChosen: type => root.editor.chooseType(type)
                }
            }
        }
    }
}
