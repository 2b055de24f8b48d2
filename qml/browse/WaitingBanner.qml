// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Above a secret: a change of it has not reached the server yet, and is not what is shown.
Banner {
    id: root

    required property BrowseViewModel browse
    readonly property OutboxViewModel outbox: root.browse.outbox

    function look(): void {
        root.visible = root.outbox.holds(root.browse.currentAccountId, root.browse.detail.secretId);
    }

    Layout.fillWidth: true
    //: In a banner above a secret
    hint: qsTr("What you see is what the server had last.")
    kind: Banner.Info
    objectName: "waitingBanner"
    //: In a banner above a secret
    title: qsTr("A change of yours has not been sent yet.")
    visible: false

    Component.onCompleted: root.look()

    Button {
        objectName: "showWaitingButton"
        //: Button in a banner: opens the list of changes that wait
        text: qsTr("Show…")

        onClicked: root.outbox.show()
    }

    Connections {
        function onChanged(): void {
            root.look();
        }

        target: root.outbox
    }

    Connections {
        function onSecretChanged(): void {
            root.look();
        }

        target: root.browse.detail
    }
}
