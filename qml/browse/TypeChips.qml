// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One filter at a time: everything, or one type of secret. Arrows go from filter to filter; the row goes on in a second
/// line where there is no room.
Flow {
    id: root

    required property string type ///< "" for all
    /// The word of the chosen one fits beside the symbols of the others. Where it does not, it stays away: what is below
    /// the row does not move.
    readonly property bool roomy: root.width >= root.inOneLine()

    signal chosen(string type)

    function inOneLine(): real {
        let sum = 0;
        for (let i = 0; i < root.children.length; ++i) {
            const chip = root.children[i] as TypeChip;
            sum += (chip.checked || chip.symbol === "" ? chip.wordy : chip.barest) + (i > 0 ? root.spacing : 0);
        }
        return Math.ceil(sum);
    }

    function go(step: int): void {
        const count = root.children.length;
        for (let i = 0; i < count; ++i) {
            if ((root.children[i] as TypeChip).checked) {
                const next = root.children[(i + step + count) % count] as TypeChip;
                next.forceActiveFocus(Qt.TabFocusReason);
                root.chosen(next.type);
                return;
            }
        }
    }

    //: Accessible name of the row of filters above the list
    Accessible.name: qsTr("Filter by type")
    Accessible.role: Accessible.Grouping
    Keys.onLeftPressed: root.go(root.LayoutMirroring.enabled ? 1 : -1)
    Keys.onRightPressed: root.go(root.LayoutMirroring.enabled ? -1 : 1)
    spacing: Theme.space4

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list: every type
        text: qsTr("All")

        onChosen: type => root.chosen(type)
    }

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list
        text: qsTr("Logins")
        tint: Theme.colours.login
        type: "login"

        onChosen: type => root.chosen(type)
    }

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list
        text: qsTr("SSH keys")
        tint: Theme.colours.sshkey
        type: "sshkey"

        onChosen: type => root.chosen(type)
    }

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list
        text: qsTr("Notes")
        tint: Theme.colours.note
        type: "note"

        onChosen: type => root.chosen(type)
    }

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list
        text: qsTr("API keys")
        tint: Theme.colours.apikey
        type: "apikey"

        onChosen: type => root.chosen(type)
    }

    TypeChip {
        current: root.type
        roomy: root.roomy
        //: Filter above the list
        text: qsTr("Certificates")
        tint: Theme.colours.certificate
        type: "certificate"

        onChosen: type => root.chosen(type)
    }
}
