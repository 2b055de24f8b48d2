// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// A number of hours, typed, stepped by the arrow keys or by two buttons.
RowLayout {
    id: root

    required property CheckOutViewModel checkOut
    property string remark ///< what stands below it

    spacing: Theme.space4

    TextField {
        id: input

        Keys.onDownPressed: --root.checkOut.hours
        Keys.onUpPressed: ++root.checkOut.hours
        Layout.preferredWidth: Theme.tileLarge + Theme.space16
        horizontalAlignment: TextInput.AlignRight
        inputMethodHints: Qt.ImhDigitsOnly
        //: Accessible name of the field for how long access is needed
        label: qsTr("Hours")
        objectName: "requestHours"
        remark: root.remark
        text: root.checkOut.hours.toString()

        validator: IntValidator {
            bottom: 1
            top: root.checkOut.mostHours
        }

        onAccepted: root.checkOut.sendRequest()
        onTextEdited: if (acceptableInput)
            root.checkOut.hours = parseInt(text)
    }

    IconButton {
        enabled: root.checkOut.hours > 1
        symbol: "minus"
        //: Name of the button for less time
        text: qsTr("One hour less")

        onClicked: --root.checkOut.hours
    }

    IconButton {
        enabled: root.checkOut.hours < root.checkOut.mostHours
        symbol: "plus"
        //: Name of the button for more time
        text: qsTr("One hour more")

        onClicked: ++root.checkOut.hours
    }
}
