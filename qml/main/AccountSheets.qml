// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The questions about an account as a whole, and about all of them, each made when it is first asked.
Item {
    id: root

    required property AppViewModel app

    LazyItem {
        properties: ({
                "factor": root.app.secondFactor
            })
        shown: root.app.secondFactor.asked
        source: Qt.resolvedUrl("SecondFactorSheet.qml")
    }

    LazyItem {
        properties: ({
                "removal": root.app.removal
            })
        shown: root.app.removal.asking
        source: Qt.resolvedUrl("RemoveAccountSheet.qml")
    }

    LazyItem {
        properties: ({
                "options": root.app.options
            })
        shown: root.app.options.open
        source: Qt.resolvedUrl("../Browse/AccountOptionsSheet.qml")
    }

    LazyItem {
        properties: ({
                "identity": root.app.identity
            })
        shown: root.app.identity.asking
        source: Qt.resolvedUrl("ServerIdentitySheet.qml")
    }

    LazyItem {
        properties: ({
                "health": root.app.health
            })
        shown: root.app.health.open
        source: Qt.resolvedUrl("../Health/HealthSheet.qml")
    }

    LazyItem {
        properties: ({
                "sharedKey": root.app.sharedKey
            })
        shown: root.app.sharedKey.asking
        source: Qt.resolvedUrl("SharedKeySheet.qml")
    }
}
