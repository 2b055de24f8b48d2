// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The addresses of a secret, one a line.
FormField {
    id: root

    required property EditorViewModel editor

    error: root.editor.urisError
    //: Label above the addresses of a secret in a form
    label: qsTr("Addresses")

    Connections {
        function onProblemFound(key: string): void {
            if (key === "uris" && rows.count > 0)
                rows.itemAt(0).forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.editor
    }

    LayoutRepeater {
        id: rows

        model: root.editor.uris

        UriEditorRow {
            Layout.fillWidth: true
            invalid: root.editor.urisError !== ""
            remark: root.remark
            uris: root.editor.uris

            onAccepted: root.editor.save()
        }
    }

    Button {
        Layout.leftMargin: -Theme.space8
        kind: Button.Quiet
        objectName: "addUriButton"
        symbol: "plus"
        //: Button below the addresses of a secret
        text: qsTr("Add address")

        onClicked: {
            root.editor.uris.add("");
            rows.itemAt(rows.count - 1).forceActiveFocus(Qt.TabFocusReason);
        }
    }
}
