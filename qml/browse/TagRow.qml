// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// When a secret ends, what it is filed under, and a place to write one more tag.
Flow {
    id: root

    required property ActionsViewModel actions
    property bool adding: false

    function add(): void {
        root.adding = true;
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space8

    Connections {
        function onTagWanted(): void {
            root.add();
        }

        target: root.actions
    }

    SymbolLabel {
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        height: Theme.touch
        ink: root.actions.expired ? Theme.colours.danger : Theme.colours.textSecondary
        objectName: "expiryLabel"
        symbol: "calendar"
        text: root.actions.expiresText
        visible: text !== ""
        weight: Font.Normal
    }

    Repeater {
        model: root.actions.tags

        DetailTag {
            removable: root.actions.canTag
            text: root.actions.shownTag(modelData)
            width: Math.min(implicitWidth, root.width)

            onRemoveRequested: root.actions.removeTag(modelData)
        }
    }

    TextField {
        id: field

        Keys.onEscapePressed: {
            clear();
            root.adding = false;
        }
        font.pixelSize: Theme.caption
        implicitHeight: Theme.touch
        implicitWidth: Theme.sidebarMinimum - Theme.tileLarge
        //: Label of the field for a new tag
        label: qsTr("New tag")
        objectName: "tagField"
        placeholderText: qsTr("New tag")
        visible: root.adding

        onAccepted: {
            root.actions.addTag(text);
            clear();
            root.adding = false;
        }
        onActiveFocusChanged: if (!activeFocus)
            root.adding = false
    }
}
