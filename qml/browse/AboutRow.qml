// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One thing that is known of an account.
RowLayout {
    id: root

    required property string label
    required property string value
    property bool fixed: false ///< letters of one width

    Accessible.name: Phrases.labelled(root.label, root.value)
    Accessible.role: Accessible.StaticText
    spacing: Theme.space12
    visible: root.value !== ""

    ThemedText {
        Accessible.ignored: true
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Theme.tileLarge + Theme.space32
        color: Theme.colours.textSecondary
        text: root.label
    }

    ThemedText {
        Accessible.ignored: true
        Layout.fillWidth: true
        elide: Text.ElideNone
        font.family: root.fixed ? Theme.fixedFamily : Theme.family
        text: root.value
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
    }
}
