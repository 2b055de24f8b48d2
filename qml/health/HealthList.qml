// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Coffret.Controls
import Coffret.Ui

/// What a check found, by kind. Left and right fold and unfold, Enter goes to a secret.
ListView {
    id: root

    required property HealthViewModel health

    //: Accessible name of the list of what a check of all secrets found
    Accessible.name: qsTr("What was found")
    Accessible.role: Accessible.List
    Keys.onLeftPressed: {
        const heading = root.health.findings.headingOf(root.currentIndex);
        root.health.findings.setExpanded(heading, false);
        root.currentIndex = heading;
    }
    Keys.onPressed: event => {
        const ends = new Map([[Qt.Key_Home, 0], [Qt.Key_End, root.count - 1]]);
        event.accepted = ends.has(event.key);
        if (event.accepted)
            root.currentIndex = ends.get(event.key);
    }
    Keys.onRightPressed: root.health.findings.setExpanded(root.currentIndex, true)
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    highlightMoveDuration: 0
    implicitHeight: Theme.listRow * 7
    keyNavigationEnabled: true
    model: root.health.findings
    objectName: "healthList"

    T.ScrollBar.vertical: ScrollBar {
    }
    delegate: HealthLine {
        width: ListView.view.width

        onChosen: index => {
            root.currentIndex = index;
            root.health.choose(index);
        }
    }

    onCountChanged: if (currentIndex < 0 && count > 0)
        currentIndex = 0
}
