// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What a server is asked for although no document of its vendor shows it, behind a heading that unfolds.
ColumnLayout {
    id: root

    required property AccountOptionsViewModel options
    property bool unfolded: false

    /// Folded, unless something is off.
    function settle(): void {
        root.unfolded = root.options.usedSteps.length < root.options.steps.count;
    }

    function isUsed(key: string): bool {
        for (let i = 0; i < root.options.usedSteps.length; ++i) {
            if (root.options.usedSteps[i] === key)
                return true;
        }
        return false;
    }

    objectName: "serverSteps"
    spacing: Theme.space8

    Component.onCompleted: root.settle()

    Button {
        //: What a screen reader says of a heading that shows or hides what is below it
        Accessible.description: root.unfolded ? qsTr("Expanded") : qsTr("Collapsed")
        Layout.leftMargin: -Theme.space8
        kind: Button.Quiet
        objectName: "unfoldSteps"
        symbol: root.unfolded ? "chevron-down" : "chevron-right"
        //: Heading above what can be switched off for servers that do not offer it
        text: qsTr("If something does not work on your server")

        onClicked: root.unfolded = !root.unfolded
    }

    ThemedText {
        Layout.fillWidth: true
        color: Theme.colours.textSecondary
        //: Above what can be switched off for servers that do not offer it
        text: qsTr("Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.")
        visible: root.unfolded
        wrapMode: Text.Wrap
    }

    LayoutRepeater {
        model: root.options.steps

        ServerStepRow {
            Layout.fillWidth: true
            checked: root.isUsed(key)
            visible: root.unfolded

            onToggled: root.options.setUsed(key, checked)
        }
    }
}
