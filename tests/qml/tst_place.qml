// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Main
import Coffret.Test
import Coffret.Ui

/// What one looks at stays where it is while the list is changed elsewhere.
WindowCase {
    id: root

    readonly property BrowseViewModel browse: stage.app.browse

    /// The row at this place and below whose secret stays: every step-th goes.
    function staying(row: int, step: int): int {
        while (Number(root.browse.secrets.idAt(row).slice(1)) % step === 0)
            ++row;
        return row;
    }

    function placeOf(id: string): real {
        const list = item("secretList");
        const shown = list.itemAtIndex(root.browse.secrets.rowOf(id));
        return shown ? shown.y - list.contentY : -1;
    }

    function changeElsewhere(step: int): void {
        stage.serveMany(5000, step);
        root.browse.retry();
        tryVerify(() => root.browse.secrets.count < 5000);
        item("secretList").forceLayout();
    }

    function initTestCase() {
        stage.addAccount("acme", "Acme");
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function init() {
        root.browse.selectSecret("");
        stage.serveMany(5000, 0);
        root.browse.retry();
        tryCompare(root.browse.secrets, "count", 5000);
        item("secretList").forceLayout();
    }

    function test_the_first_row_stays_data() {
        return [{
                "tag": "a few changes",
                "step": 97
            }, {
                "tag": "so many that the list starts again",
                "step": 3
            }];
    }

    function test_the_first_row_stays(data) {
        const list = item("secretList");
        const row = root.staying(1000, data.step);
        const id = root.browse.secrets.idAt(row);
        list.positionViewAtIndex(row, ListView.Beginning);
        list.contentY += 13;
        item("secretList").forceLayout();
        fuzzyCompare(root.placeOf(id), -13, 0.5);
        root.changeElsewhere(data.step);
        verify(root.browse.secrets.rowOf(id) !== row);
        fuzzyCompare(root.placeOf(id), -13, 0.5);
    }

    function test_the_chosen_row_stays_data() {
        return test_the_first_row_stays_data();
    }

    function test_the_chosen_row_stays(data) {
        const list = item("secretList");
        const row = root.staying(2000, data.step);
        const id = root.browse.secrets.idAt(row);
        root.browse.selectSecret(id);
        list.positionViewAtIndex(row, ListView.Center);
        item("secretList").forceLayout();
        const place = root.placeOf(id);
        verify(place > 100);
        root.changeElsewhere(data.step);
        compare(root.browse.currentSecretId, id);
        compare(list.currentIndex, root.browse.secrets.rowOf(id));
        fuzzyCompare(root.placeOf(id), place, 0.5);
    }

    /// Nor does the list run to the chosen row, which is elsewhere.
    function test_a_chosen_row_out_of_sight_stays_there() {
        const list = item("secretList");
        root.browse.selectSecret(root.browse.secrets.idAt(root.staying(10, 97)));
        const row = root.staying(3000, 97);
        const id = root.browse.secrets.idAt(row);
        list.positionViewAtIndex(row, ListView.Beginning);
        item("secretList").forceLayout();
        root.changeElsewhere(97);
        compare(list.currentIndex, root.browse.secrets.rowOf(root.browse.currentSecretId));
        fuzzyCompare(root.placeOf(id), 0, 0.5);
    }

    name: "Place"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }
}
