// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQml.Models
import Coffret.Controls
import Coffret.Ui

/// What a setting is at, and what else it could be.
PickButton {
    id: root

    required property string label
    required property string value
    required property ChoiceListModel choices

    signal chosen(string key)

    Accessible.name: Phrases.listed([root.label, root.text])
    menu: list

    Menu {
        id: list

        Instantiator {
            model: root.choices

            delegate: ChoiceItem {
                chosenKey: root.value

                onTriggered: root.chosen(key)
            }

            onObjectAdded: (index, object) => list.insertItem(index, object as Item)
            onObjectRemoved: (index, object) => list.removeItem(object as Item)
        }
    }
}
