// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/// A floating list of actions.
T.Menu {
    id: root

    delegate: MenuItem {
    }
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: Math.max(contentItem.implicitWidth + leftPadding + rightPadding, Theme.sidebarWidth)
    margins: Theme.space8
    overlap: 1
    padding: Theme.space4

    background: Rectangle {
        border.color: Theme.colours.hairline
        border.width: Theme.hairline
        color: Theme.colours.surfaceRaised
        radius: Theme.radiusCard

        Elevation {
            around: Theme.radiusCard
        }
    }
    readonly property RingKeeper ringKeeper: RingKeeper {
        popup: root
    }
    readonly property Timer following: Timer {
        interval: 0 // several keys in a row leave the view behind

        onTriggered: {
            const entries = root.contentItem as ListView;
            entries.positionViewAtIndex(entries.currentIndex, ListView.Contain);
        }
    }

    contentItem: ListView {
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: root.currentIndex
        highlightMoveDuration: 0
        implicitHeight: contentHeight
        interactive: contentHeight > height
        model: root.contentModel

        T.ScrollBar.vertical: ScrollBar {
        }

        onCurrentIndexChanged: root.following.restart()
    }
    enter: Transition {
        NumberAnimation {
            duration: Theme.motionFast
            easing.type: Easing.OutCubic
            from: 0
            property: "opacity"
            to: 1
        }
    }
}
