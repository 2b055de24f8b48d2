// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// What a tooltip looks like.
T.ToolTip {
    id: root

    property string keys

    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent
    delay: Theme.tooltipDelay
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: Theme.space8
    margins: Theme.space4
    rightPadding: Theme.space8
    topPadding: Theme.space4
    bottomPadding: Theme.space4
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + Theme.space4 : 0

    background: Rectangle {
        color: Theme.colours.toast
        radius: Theme.radiusControl
    }
    contentItem: Row {
        spacing: Theme.space8

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.toastInk
            font.pixelSize: Theme.caption
            text: root.text
        }

        ThemedText {
            Accessible.ignored: true
            color: Theme.colours.toastAccent
            font.pixelSize: Theme.caption
            text: root.keys
            visible: root.keys !== ""
        }
    }
}
