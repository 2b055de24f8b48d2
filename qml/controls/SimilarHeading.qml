// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Within a list of what was found, above those that are only similar to it.
ThemedText {
    id: root

    required property string section

    Accessible.role: Accessible.Heading
    bottomPadding: Theme.space4
    color: Theme.colours.textTertiary
    font.pixelSize: Theme.caption
    font.weight: Font.DemiBold
    objectName: "similarHeading"
    text: root.section
    topPadding: Theme.space8
    wrapMode: Text.Wrap
}
