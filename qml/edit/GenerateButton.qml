// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// Opens the generator for a field of a form; so does its key while the field has the keyboard.
IconButton {
    id: root

    required property GeneratorViewModel generator
    required property SecretDocument document
    required property string label
    required property bool listening ///< the field has the keyboard

    function open(): void {
        root.generator.openFor(root.document, root.label);
    }

    implicitHeight: Theme.touch
    objectName: "generateButton"
    //: Key that opens the generator, in a tooltip
    shortcutText: qsTr("Ctrl+G")
    symbol: "dice"
    //: Name of the button on a field of a form. %1 is the field's label, for example Password
    text: qsTr("Generate %1").arg(root.label)

    onClicked: root.open()

    Shortcut {
        enabled: root.listening && root.visible && !root.generator.open
        sequence: "Ctrl+G"

        onActivated: root.open()
    }
}
