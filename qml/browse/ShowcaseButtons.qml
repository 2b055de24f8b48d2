// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// What else can be done with a protected value on its card: large type, a QR code, an API key written for other programs.
Row {
    id: root

    required property string key
    required property string label
    property bool qr: true ///< makes sense as a QR code
    property bool token: false ///< is an API key
    property string revealHint
    property string copyHint

    signal showcaseAsked(string key, int manner)
    signal formAsked(string key, int form)

    spacing: Theme.space4

    LazyItem {
        shown: root.token

        MenuButton {
            menu: forms
            objectName: "formsButton_" + root.key
            symbol: "terminal"
            //: Name of the button on a field that offers ways to copy it. %1 is the field's label, for example Token
            text: qsTr("Copy %1 as…").arg(root.label)

            TokenMenu {
                id: forms

                copyHint: root.copyHint

                onChosen: form => root.formAsked(root.key, form)
            }
        }
    }

    IconButton {
        Accessible.description: root.revealHint
        enabled: root.revealHint === ""
        objectName: "qrButton_" + root.key
        symbol: "qr"
        //: Name of the button on a field. %1 is the field's label, for example Password
        text: qsTr("Show %1 as QR code").arg(root.label)
        visible: root.qr

        onClicked: root.showcaseAsked(root.key, ShowcaseViewModel.QrCode)
    }

    IconButton {
        Accessible.description: root.revealHint
        enabled: root.revealHint === ""
        objectName: "largeButton_" + root.key
        symbol: "large"
        //: Name of the button on a field. %1 is the field's label, for example Password
        text: qsTr("Show %1 in large type").arg(root.label)

        onClicked: root.showcaseAsked(root.key, ShowcaseViewModel.LargeType)
    }
}
