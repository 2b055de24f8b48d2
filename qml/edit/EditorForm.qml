// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// The form of one secret.
FocusScope {
    id: root

    required property EditorViewModel editor

    implicitHeight: column.implicitHeight

    Connections {
        function onProblemFound(key: string): void {
            if (key === "name")
                name.forceActiveFocus(Qt.TabFocusReason);
            else if (key === "username")
                username.forceActiveFocus(Qt.TabFocusReason);
            else if (key === "collection")
                place.focusButton();
            else if (key === "description")
                description.forceActiveFocus(Qt.TabFocusReason);
        }

        target: root.editor
    }

    ColumnLayout {
        id: column

        spacing: Theme.space16
        width: parent.width

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space16

            IconPicker {
                Layout.alignment: Qt.AlignTop
                editor: root.editor
            }

            FormField {
                id: nameForm

                Layout.fillWidth: true
                error: root.editor.nameError
                //: Below the name of a secret. %1 is its type, %2 the folder it lies in
                help: root.editor.place === "" || root.editor.canChoosePlace ? root.editor.typeLabel : root.editor.placeShared ? qsTr("%1 in %2, shared with everyone there").arg(root.editor.typeLabel).arg(root.editor.place) : qsTr("%1 in %2").arg(root.editor.typeLabel).arg(root.editor.place)
                label: ""

                TextField {
                    id: name

                    Layout.fillWidth: true
                    focus: true
                    font.pixelSize: Theme.emphasis
                    font.weight: Font.DemiBold
                    implicitHeight: Theme.controlHeight + Theme.space4
                    invalid: root.editor.nameError !== ""
                    //: Label of the name of a secret in a form
                    label: qsTr("Name")
                    objectName: "editorName"
                    placeholderText: qsTr("Name")
                    remark: nameForm.remark
                    text: root.editor.name

                    onAccepted: root.editor.save()
                    onTextEdited: root.editor.name = text
                }
            }
        }

        PlaceField {
            id: place

            Layout.fillWidth: true
            editor: root.editor
            visible: root.editor.canChoosePlace
        }

        Card {
            Layout.fillWidth: true
            implicitHeight: values.implicitHeight + 2 * Theme.space16

            ColumnLayout {
                id: values

                anchors.left: parent.left
                anchors.margins: Theme.space16
                anchors.right: parent.right
                anchors.top: parent.top
                spacing: Theme.space16

                FormField {
                    id: usernameForm

                    Layout.fillWidth: true
                    error: root.editor.usernameError
                    //: Label of the user name of a secret in a form
                    label: qsTr("User name")
                    visible: root.editor.hasUsername

                    TextField {
                        id: username

                        Layout.fillWidth: true
                        invalid: root.editor.usernameError !== ""
                        label: qsTr("User name")
                        objectName: "editorUsername"
                        remark: usernameForm.remark
                        text: root.editor.username

                        onAccepted: root.editor.save()
                        onTextEdited: root.editor.username = text
                    }
                }

                LayoutRepeater {
                    model: root.editor.fields

                    EditorField {
                        Layout.fillWidth: true
                        editor: root.editor
                    }
                }

                AddFieldButton {
                    Layout.leftMargin: -Theme.space8
                    editor: root.editor
                    visible: root.editor.addable.count > 0
                }
            }
        }

        Card {
            Layout.fillWidth: true
            implicitHeight: surroundings.implicitHeight + 2 * Theme.space16
            visible: root.editor.hasUris || root.editor.hasDescription || root.editor.hasExpiry

            ColumnLayout {
                id: surroundings

                anchors.left: parent.left
                anchors.margins: Theme.space16
                anchors.right: parent.right
                anchors.top: parent.top
                spacing: Theme.space16

                UriEditor {
                    Layout.fillWidth: true
                    editor: root.editor
                    visible: root.editor.hasUris
                }

                FormField {
                    id: descriptionForm

                    Layout.fillWidth: true
                    error: root.editor.descriptionError
                    //: Help under the description of a secret: unlike its values it is seen in lists
                    help: qsTr("Part of the details, not of the protected values.")
                    //: Label of the description of a secret in a form
                    label: qsTr("Description")
                    visible: root.editor.hasDescription

                    TextArea {
                        id: description

                        Layout.fillWidth: true
                        invalid: root.editor.descriptionError !== ""
                        label: qsTr("Description")
                        objectName: "editorDescription"
                        remark: descriptionForm.remark
                        text: root.editor.description

                        onTextEdited: text => root.editor.description = text
                    }
                }

                ExpiryField {
                    Layout.fillWidth: true
                    editor: root.editor
                    visible: root.editor.hasExpiry
                }
            }
        }
    }
}
