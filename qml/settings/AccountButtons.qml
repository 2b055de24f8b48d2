// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What can be done with an account.
Row {
    id: root

    required property string label ///< the account's name

    signal chosen(string wish)

    spacing: Theme.space8

    Button {
        Accessible.name: Phrases.listed([root.label, text])
        //: Button beside an account in the settings
        text: qsTr("Options…")

        onClicked: root.chosen("options")
    }

    Button {
        Accessible.name: Phrases.listed([root.label, text])
        //: Button beside an account in the settings
        text: qsTr("Remove…")

        onClicked: root.chosen("remove")
    }
}
