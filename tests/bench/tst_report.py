#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arithmetic of the report: ratios and verdicts, what changed between runs, exponents, and a plot that is an SVG."""
import pathlib
import tempfile
import unittest
from xml.etree import ElementTree

import growth
import growthplot
import inside
import longrun
import results
import windows
from windows import startup_opened
from rows import Row, shown, table


def run_of(ratios, measured="2024-05-01T10:00:00+00:00", machine="here", target=1.0):
    rows = [Row(id, f"row {id}", ratio * 10.0, 10.0, "ms", "its floor", target).record() for id, ratio in ratios.items()]
    return {"measured": measured, "commit": "c0ffee", "machine": machine, "build": "b", "rows": rows, "growth": []}


class Rows(unittest.TestCase):
    def test_a_goal_is_met_up_to_its_limit(self):
        self.assertEqual(Row("a", "a", 15.0, 10.0, "ms", "b", 1.5).verdict, "met")
        self.assertEqual(Row("a", "a", 15.1, 10.0, "ms", "b", 1.5).verdict, "MISSED")
        self.assertEqual(Row("a", "a", 99.0, 1.0, "ms", "b").verdict, "")

    def test_a_ratio_that_was_measured_counts(self):
        self.assertEqual(Row("a", "a", 15.0, 10.0, "ms", "b", 1.4, 1.3).verdict, "met")

    def test_units(self):
        self.assertEqual([shown(value, "ns") for value in (2.5e9, 2.5e6, 2.5e3, 2.5, 0.25)], ["2.5 s", "2.5 ms", "2.5 µs", "2.5 ns", "0.25 ns"])
        self.assertEqual([shown(25.0, "MB"), shown(0.5, "")], ["25 MB", "0.5"])

    def test_every_line_has_every_column(self):
        lines = table([Row("a", "a", 1.0, 2.0, "", "b"), Row("c", "c", 1.0, 2.0, "ns", "d", 1.0)]).splitlines()
        self.assertEqual({line.count("|") for line in lines}, {8})

    def test_ids_are_different(self):
        ids = [f"{ours}:{floor}" for _, ours, floor, _, _ in inside.COMPARISONS]
        self.assertEqual(len(ids), len(set(ids)))


class LongRun(unittest.TestCase):
    DAY = "QINFO  : TestDay::aDayInTenMinutes() longest event 12.5 ms, memory drift -8.6 MiB"
    CYCLES = "QINFO  : TestCycles::memoryStays() memory drift 6.0 MiB after 10000 cycles"

    def test_what_is_told(self):
        self.assertEqual(longrun.told(self.DAY), (12.5, -8.6))
        self.assertEqual(longrun.told(self.CYCLES), (None, 6.0))
        self.assertRaises(ValueError, longrun.told, "PASS")

    def test_rows(self):
        self.assertEqual([row.verdict for row in longrun.rows_of(self.DAY, self.CYCLES)], ["MISSED", "met", "MISSED"])


class Windows(unittest.TestCase):
    SEEN = {"painted_ms": 1.0, "ready_ms": 2.0, "rss_kb": 1024.0, "uss_kb": 512.0}
    TYPED = SEEN | {"first_key_ms": 3.0, "later_key_ms": 4.0}
    ALL = {"floor": SEEN, "coffret": TYPED | {"lookup_ms": 5.0, "lookup_key_ms": 6.0}, "keepassxc": TYPED, "rofi": TYPED,
           "hidden": SEEN | {"shown_ms": 7.0, "wakeups": 0.5}}

    def rows(self, seen):
        return [*windows.opened(seen, seen), *windows.first_screen(seen, "p"), *windows.hidden(seen, "p")]

    def test_each_row_has_its_own_name(self):
        rows = self.rows(self.ALL)
        self.assertEqual(len({row.id for row in rows}), len(rows))
        self.assertGreater(len(rows), 20)

    def test_who_is_not_installed_has_no_row(self):
        few = {program: seen for program, seen in self.ALL.items() if program not in ("keepassxc", "rofi")}
        self.assertEqual([row.id for row in self.rows(few) if "keepassxc" in row.id or "rofi" in row.id], [])

    def test_memory_that_cannot_be_read_has_no_row(self):
        rows = windows.readable(self.rows({program: seen | {"rss_kb": 0} for program, seen in self.ALL.items()}))
        self.assertEqual([row.id for row in rows if "rss_kb" in row.id], [])

    def test_keys_are_told_apart(self):
        key = [{"last_ms": float(number), "opened_ms": -1.0} for number in range(14)]
        key[7]["opened_ms"] = 70.0
        ours = startup_opened.named("coffret", {"keys": key})
        self.assertEqual(ours, {"first_key_ms": 0.0, "later_key_ms": 3.0, "lookup_ms": 70.0, "lookup_key_ms": 11.0})
        self.assertEqual(startup_opened.named("keepassxc", {"keys": key[:7]}), {"first_key_ms": 1.0, "later_key_ms": 4.0})
        self.assertEqual(startup_opened.named("rofi", {"keys": key[:6]}), {"first_key_ms": 0.0, "later_key_ms": 3.0})
        self.assertEqual(startup_opened.named("floor", {"keys": []}), {})

    def test_what_did_not_answer_is_no_result(self):
        silent = [{"last_ms": -1.0, "opened_ms": -1.0}] * 6
        with self.assertRaises(SystemExit):
            startup_opened.named("rofi", {"keys": silent})


class Results(unittest.TestCase):
    def changes(self, before, after, **options):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for result in before:
                results.save(folder, result)
            return list(results.changes(results.known(folder), run_of(after, **options)))

    def test_noise_is_not_told(self):
        self.assertEqual(self.changes([run_of({"a": 0.5})], {"a": 0.57}), [])

    def test_more_and_less_are_told(self):
        found = self.changes([run_of({"a": 0.5, "b": 0.5, "c": 0.5})], {"a": 0.6, "b": 0.5, "c": 0.4})
        self.assertEqual(len(found), 2)
        self.assertIn("row a (its floor) | 0.5 (c0ffee, 2024-05-01) | 0.6 | +20%", found[0])
        self.assertIn("| 0.4 | -20%", found[1])

    def test_a_goal_that_is_missed_now_is_told_however_small_the_step(self):
        self.assertIn("MISSED now", self.changes([run_of({"a": 0.99})], {"a": 1.01})[0])

    def test_each_row_is_compared_with_its_newest(self):
        old = run_of({"a": 0.2, "b": 0.5}, "2024-04-01T10:00:00+00:00")
        self.assertEqual(self.changes([old, run_of({"a": 0.5})], {"a": 0.5, "b": 0.5}), [])

    def test_what_is_new_is_told_unless_everything_is(self):
        self.assertIn("| new |", self.changes([run_of({"a": 0.5})], {"a": 0.5, "b": 0.5})[0])
        self.assertEqual(self.changes([], {"a": 0.5}), [])

    def test_another_machine_is_named(self):
        self.assertIn("another machine", self.changes([run_of({"a": 0.5}, machine="there")], {"a": 0.9})[0])

    def test_where_it_was_measured(self):
        made = results.record("build/release", [], [])
        self.assertGreater(made["machine"]["cores"], 0)
        self.assertTrue(made["machine"]["system"])


class Growth(unittest.TestCase):
    @staticmethod
    def series(exponent, unit="ms"):
        return growth.Series("growthX", "x & y", unit, tuple((n, 3e-4 * n**exponent) for n in growth.SIZES))

    def test_exponents(self):
        for exponent in (0.0, 0.5, 1.0, 1.3):
            self.assertAlmostEqual(self.series(exponent).exponent, exponent)

    def test_the_goal(self):
        verdicts = [row.verdict for row in growth.rows_of([self.series(1.04), self.series(1.06)])]
        self.assertEqual(verdicts, ["met", "MISSED"])

    def test_every_series_is_found_in_what_was_measured(self):
        medians = {f"{key}/{n}": {"cpu_time": n, "time_unit": "us", "MB": n} for key, _ in growth.MEASURED for n in growth.SIZES}
        found = list(growth.series_of(medians))
        self.assertEqual([one.unit for one in found], ["ms"] * len(growth.MEASURED) + ["MB"])
        self.assertEqual(found[0].points[0], (1_000, 1.0))

    def test_the_plot(self):
        root = ElementTree.fromstring(growthplot.svg([self.series(1.0), self.series(1.0), self.series(0.9, "MB")]))
        space = "{http://www.w3.org/2000/svg}"
        self.assertEqual(len(root.findall(f"{space}polyline")), 3)
        self.assertEqual(len(root.findall(f"{space}circle")), 3 * len(growth.SIZES))
        words = {element.text: element for element in root.findall(f"{space}text")}
        self.assertIn("x & y (n^0.90)", words)
        for element in root.findall(f"{space}circle"):
            self.assertTrue(0 < float(element.get("cx")) < growthplot.WIDTH and 0 < float(element.get("cy")) < growthplot.HEIGHT)

    def test_labels_do_not_lie_on_each_other(self):
        places = sorted(growthplot.apart([100.0, 101.0, 99.0, 300.0]))
        self.assertGreaterEqual(min(b - a for a, b in zip(places, places[1:])), growthplot.LABEL_HEIGHT)


if __name__ == "__main__":
    unittest.main()
