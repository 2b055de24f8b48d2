// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// What is wrong with the account in view, above its list.
ColumnLayout {
    id: root

    required property AppViewModel app
    readonly property BrowseViewModel browse: root.app.browse

    spacing: 0

    Banner {
        Layout.bottomMargin: Theme.space12
        Layout.fillWidth: true
        details: root.browse.errorDetails
        dismissable: true
        hint: root.browse.errorHint
        objectName: "errorBanner"
        title: root.browse.errorText
        visible: root.browse.errorText !== ""

        onDismissed: root.browse.dismissError()

        Button {
            kind: Button.Primary
            objectName: "compareServer"
            //: Button in an error banner: compares a server's new fingerprint
            text: qsTr("Compare…")
            visible: root.app.identity.different

            onClicked: root.app.identity.ask()
        }

        Button {
            objectName: "retryButton"
            //: Button in an error banner: tries again
            text: qsTr("Retry")

            onClicked: root.browse.retry()
        }
    }

    Banner {
        Layout.bottomMargin: Theme.space12
        Layout.fillWidth: true
        //: In a banner about a new shared key
        hint: qsTr("What it encrypts can be read, but nobody vouches for it, and nothing is written with it.")
        kind: Banner.Warning
        objectName: "sharedKeyBanner"
        //: Title of a banner: the server names another key for what several persons share
        title: qsTr("The server has a new shared key")
        visible: root.app.sharedKey.different

        Button {
            objectName: "compareSharedKey"
            //: Button in a banner: compares the fingerprint of a new shared key
            text: qsTr("Compare…")

            onClicked: root.app.sharedKey.ask()
        }
    }

    Banner {
        Layout.bottomMargin: Theme.space12
        Layout.fillWidth: true
        //: In a banner about secrets that cannot be read yet
        hint: qsTr("Ask an administrator to give it to you, then sync.")
        kind: Banner.Info
        objectName: "missingKeyBanner"
        title: root.app.sharedKey.missingText
        visible: title !== ""
    }
}
