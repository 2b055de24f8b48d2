// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// The heading of a section, in a document of its own: Qt 6.4 makes none from a component that is bound to its document.
QtObject {
    readonly property Component heading: SimilarHeading {
        leftPadding: Theme.space16
        width: ListView.view.width
    }
}
