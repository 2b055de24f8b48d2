// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtTest
import Coffret.Controls

/// Layouts whose rows go while nobody looks, and that become narrower then: Qt would read what is freed.
TestCase {
    id: root

    property int rows: 3
    property int wide: 500

    function begin() {
        root.rows = 3;
        root.wide = 500;
        sheet.open();
        tryCompare(sheet, "opened", true);
        waitForRendering(sheet.contentItem, 100);
        verify(column.implicitHeight > 0);
    }

    function test_rows_go_before_it_is_narrower() {
        for (let i = 0; i < 20; ++i) {
            begin();
            root.rows = 0;
            root.wide = 400;
            compare(column.implicitHeight, 0);
        }
    }

    function test_rows_go_while_it_is_closed() {
        for (let i = 0; i < 20; ++i) {
            begin();
            sheet.close();
            tryCompare(sheet, "visible", false);
            root.rows = i % 3; // fewer, or none
            wait(0); // until they are destroyed
            root.wide = 400;
            sheet.open();
            waitForRendering(sheet.contentItem, 100);
            compare(column.implicitHeight > 0, i % 3 > 0);
        }
    }

    height: 600
    name: "Layouts"
    visible: true
    when: windowShown
    width: 800

    Sheet {
        id: sheet

        heading: "Rows"
        parent: root
        preferredWidth: root.wide

        ColumnLayout {
            id: column

            Layout.fillWidth: true

            LayoutRepeater {
                model: root.rows

                RowLayout {
                    Layout.fillWidth: true

                    ThemedText {
                        Layout.fillWidth: true
                        text: "Words enough for more than one line, if the line is a short one"
                        wrapMode: Text.Wrap
                    }
                }
            }
        }

        LayoutRepeater {
            model: root.rows

            ThemedText {
                Layout.fillWidth: true
                text: "A row of the sheet itself"
            }
        }
    }
}
