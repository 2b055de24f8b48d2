// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Whose key is whose, asked before something is encrypted for people.
Sheet {
    id: root

    required property ReadersViewModel readers

    //: Under the heading of the question whose keys these are
    explanation: qsTr("Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.")
    footnote: root.readers.errorText === "" ? root.readers.missingText : root.readers.errorText
    heading: root.readers.heading
    objectName: "readersSheet"
    parent: T.Overlay.overlay
    visible: root.readers.asking

    buttons: [
        Button {
            kind: Button.Quiet
            objectName: "confirmAllKeys"
            //: Button: says of every key that it was compared
            text: qsTr("I compared all of them")
            visible: root.readers.firstSeen > 1

            onClicked: root.readers.confirmAll()
        },
        Button {
            objectName: "cancelKeys"
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.readers.cancel()
        },
        Button {
            enabled: root.readers.canProceed
            kind: Button.Primary
            objectName: "proceedKeys"
            text: root.readers.proceedText

            onClicked: root.readers.proceed()
        }
    ]

    onCloseRequested: root.readers.cancel()

    Banner {
        Layout.fillWidth: true
        hint: root.readers.blockedHint
        objectName: "readersBlocked"
        title: root.readers.blockedText
        visible: title !== ""
    }

    LayoutRepeater {
        model: root.readers.people

        ReaderRow {
            Layout.fillWidth: true

            onAcceptRequested: root.readers.acceptKey(index)
            onConfirmRequested: confirmed => root.readers.setConfirmed(index, confirmed)
        }
    }
}
