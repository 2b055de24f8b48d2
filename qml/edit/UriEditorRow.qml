// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One address being written.
FocusScope {
    id: root

    required property int index
    required property string text
    required property TextListModel uris
    property bool invalid: false
    property string remark ///< what is wrong

    signal accepted

    implicitHeight: row.implicitHeight

    RowLayout {
        id: row

        anchors.fill: parent
        spacing: Theme.space4

        TextField {
            Layout.fillWidth: true
            focus: true
            invalid: root.invalid
            //: Accessible name of the field for an address. %1 is its number
            label: qsTr("Address %1").arg(root.index + 1)
            objectName: "uriField_" + root.index
            //: Example in an empty field for an address; keep the address
            placeholderText: qsTr("https://example.com")
            remark: root.remark
            text: root.text

            onAccepted: root.accepted()
            onTextEdited: root.uris.setText(root.index, text)
        }

        IconButton {
            symbol: "close"
            //: Name of the button that takes an address out of a form. %1 is its number
            text: qsTr("Remove address %1").arg(root.index + 1)
            visible: root.uris.count > 1

            onClicked: root.uris.remove(root.index)
        }
    }
}
