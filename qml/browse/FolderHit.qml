// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// A folder whose name fits what is searched for.
ListDelegate {
    id: root

    required property int index
    required property string key
    required property string label
    required property string hint

    signal chosen(string key)
    signal stepRequested(int row)

    Keys.onDownPressed: root.stepRequested(root.index + 1)
    Keys.onUpPressed: root.stepRequested(root.index - 1)
    detail: root.hint
    objectName: "folderHit_" + root.label
    symbol: "folder"
    text: root.label

    onClicked: root.chosen(root.key)
}
