// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Browse
import Coffret.Controls
import Coffret.Health
import Coffret.Ui

/// The questions about an account as a whole, and about all of them, each made when it is first asked.
Item {
    id: root

    required property AppViewModel app

    LazyItem {
        shown: root.app.secondFactor.asked

        Item {
            SecondFactorSheet {
                factor: root.app.secondFactor
            }
        }
    }

    LazyItem {
        shown: root.app.removal.asking

        Item {
            RemoveAccountSheet {
                removal: root.app.removal
            }
        }
    }

    LazyItem {
        shown: root.app.options.open

        Item {
            AccountOptionsSheet {
                options: root.app.options
            }
        }
    }

    LazyItem {
        shown: root.app.identity.asking

        Item {
            ServerIdentitySheet {
                identity: root.app.identity
            }
        }
    }

    LazyItem {
        shown: root.app.health.open

        Item {
            HealthSheet {
                health: root.app.health
            }
        }
    }

    LazyItem {
        shown: root.app.sharedKey.asking

        Item {
            SharedKeySheet {
                sharedKey: root.app.sharedKey
            }
        }
    }
}
