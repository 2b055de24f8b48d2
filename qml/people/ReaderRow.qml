// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// One person something would be encrypted for: who that is, which key, and what the user has to say about it.
Card {
    id: root

    required property int index
    required property string name
    required property string email
    required property int state ///< ReaderListModel.State
    required property string stateText
    required property string fingerprint
    required property string pinnedFingerprint
    required property bool lookAlike
    required property bool confirmed
    property bool listed: false ///< it stands in a list of its own, which it can be taken off
    readonly property bool blocked: root.state === ReaderListModel.Changed || root.state === ReaderListModel.Unusable
    readonly property color ink: root.blocked ? Theme.colours.danger : root.state === ReaderListModel.Known || root.confirmed ? Theme.colours.success : Theme.colours.warning

    signal confirmRequested(bool confirmed)
    signal acceptRequested
    signal removeRequested

    border.color: root.blocked ? Theme.faded(Theme.colours.danger, 0.5) : Theme.colours.hairline
    implicitHeight: column.implicitHeight + Theme.space24
    objectName: "readerRow_" + root.index

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space16
        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                ThemedText {
                    Layout.fillWidth: true
                    font.weight: Font.DemiBold
                    text: root.name
                }

                ThemedText {
                    Layout.fillWidth: true
                    color: Theme.colours.textSecondary
                    font.pixelSize: Theme.caption
                    text: root.email
                    visible: text !== ""
                }
            }

            SymbolLabel {
                Accessible.name: root.stateText
                Accessible.role: Accessible.StaticText
                ink: root.ink
                symbol: root.blocked ? "shield-off" : root.state === ReaderListModel.Known || root.confirmed ? "shield-check" : "shield-question"
                //: State of a key: the user has just said that it is right
                text: root.confirmed ? qsTr("Compared") : root.stateText
            }

            IconButton {
                objectName: "removeReader_" + root.index
                symbol: "close"
                //: Button beside a person in a list. %1 is the name
                text: qsTr("Take %1 off the list").arg(root.name)
                visible: root.listed

                onClicked: root.removeRequested()
            }
        }

        ThemedText {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
            color: Theme.colours.warning
            //: Warning beside a person's name
            text: qsTr("This name or address can be mistaken for another person's. Look twice.")
            visible: root.lookAlike
            wrapMode: Text.Wrap
        }

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.space12
            columns: 2
            visible: root.listed || root.state !== ReaderListModel.Known

            ThemedText {
                Accessible.ignored: true
                Layout.alignment: Qt.AlignTop
                color: Theme.colours.textTertiary
                //: Before the fingerprint of the key somebody had until now
                text: qsTr("Known")
                visible: root.pinnedFingerprint !== ""
            }

            FingerprintText {
                Layout.fillWidth: true
                //: Spoken before a fingerprint
                caption: qsTr("The key you know")
                color: Theme.colours.textSecondary
                text: root.pinnedFingerprint
                visible: text !== ""
            }

            ThemedText {
                Accessible.ignored: true
                Layout.alignment: Qt.AlignTop
                color: Theme.colours.textTertiary
                //: Before the fingerprint of the key somebody has now
                text: qsTr("Now")
                visible: root.pinnedFingerprint !== ""
            }

            FingerprintText {
                Layout.columnSpan: root.pinnedFingerprint === "" ? 2 : 1
                Layout.fillWidth: true
                //: Spoken before a fingerprint
                caption: qsTr("The key shown now")
                text: root.fingerprint
            }
        }

        CheckBox {
            Layout.fillWidth: true
            checked: root.confirmed
            objectName: "confirmKey_" + root.index
            //: Below a fingerprint. %1 is a person's name
            text: qsTr("I have compared this with %1").arg(root.name)
            visible: root.state === ReaderListModel.FirstSeen

            onToggled: root.confirmRequested(checked)
        }

        Button {
            objectName: "acceptKey_" + root.index
            //: Button below two fingerprints. %1 is a person's name
            text: qsTr("%1 says the new key is right").arg(root.name)
            visible: root.state === ReaderListModel.Changed

            onClicked: root.acceptRequested()
        }
    }
}
