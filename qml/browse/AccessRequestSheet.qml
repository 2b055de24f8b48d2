// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// Asks for access to a secret: why, for how long, from when.
Sheet {
    id: root

    required property CheckOutViewModel checkOut

    //: Under the heading of the form that asks for access to a secret
    explanation: qsTr("Whoever decides about it reads what you write here.")
    //: Heading of the form that asks for access. %1 is a secret's name
    heading: qsTr("Request access to “%1”").arg(root.checkOut.name)
    objectName: "accessRequestSheet"
    parent: T.Overlay.overlay
    preferredWidth: Theme.listWidth + Theme.sidebarWidth / 2
    visible: root.checkOut.asking

    buttons: [
        Button {
            //: Button below a question
            text: qsTr("Cancel")

            onClicked: root.checkOut.cancelRequest()
        },
        Button {
            enabled: !root.checkOut.busy
            kind: Button.Primary
            objectName: "sendRequest"
            //: Buttons below the form that asks for access: before and while it is sent
            text: root.checkOut.busy ? qsTr("Sending…") : qsTr("Send request")

            onClicked: root.checkOut.sendRequest()
        }
    ]

    onCloseRequested: root.checkOut.cancelRequest()
    onOpened: reason.forceActiveFocus(Qt.TabFocusReason)

    Banner {
        Layout.fillWidth: true
        details: root.checkOut.errorDetails
        hint: root.checkOut.errorHint
        objectName: "requestError"
        title: root.checkOut.errorText
        visible: title !== ""

        Button {
            symbol: "external"
            //: Button: opens the server's web page, where something can be done that this program cannot
            text: qsTr("Open web page")
            visible: root.checkOut.webAddress !== ""

            onClicked: Qt.openUrlExternally(root.checkOut.webAddress)
        }
    }

    FormField {
        id: reasonForm

        Layout.fillWidth: true
        error: root.checkOut.reasonError
        //: Label of the field for why access is needed
        label: qsTr("Reason")

        TextArea {
            id: reason

            Layout.fillWidth: true
            invalid: root.checkOut.reasonError !== ""
            label: qsTr("Reason")
            maximumLines: 4
            objectName: "requestReason"
            remark: reasonForm.remark
            text: root.checkOut.reason

            onTextEdited: text => root.checkOut.reason = text
        }
    }

    FormField {
        id: hoursForm

        Layout.fillWidth: true
        //: Help under the field for how long access is needed. %1 is a number of hours
        help: qsTr("1 to %1 hours. The arrow keys change it.").arg(root.checkOut.mostHours)
        //: Label of the field for how long access is needed
        label: qsTr("Hours")

        HoursField {
            checkOut: root.checkOut
            remark: hoursForm.remark
        }
    }

    FormField {
        id: requestStartForm

        Layout.fillWidth: true
        error: root.checkOut.startError
        //: Help under the field for when access is to begin. %1 is a moment as it can be written
        help: qsTr("Leave it empty for at once, or write a time, or a day and a time like %1.").arg(root.checkOut.startExample)
        //: Label of the field for when access is to begin
        label: qsTr("From")

        TextField {
            Layout.fillWidth: true
            invalid: root.checkOut.startError !== ""
            label: qsTr("From")
            objectName: "requestStart"
            //: In the empty field for when access is to begin
            placeholderText: qsTr("At once")
            remark: requestStartForm.remark
            text: root.checkOut.startText

            onAccepted: root.checkOut.sendRequest()
            onTextEdited: root.checkOut.startText = text
        }
    }
}
