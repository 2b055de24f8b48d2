#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures, prints as Markdown how every row stands beside its floor or peer measured in the same run, and what changed since the last.

Only ratios mean anything on a machine whose speed drifts. Windows are measured where there is a display. What was measured is kept
as JSON beside a plot of the growth. With --strict the exit status is 1 when a target is missed.
"""
import argparse
import os
import pathlib
import sys

import growth
import growthplot
import inside
import longrun
import results
import rows as report_rows
import windows

PARTS = ("windows", "open", "inside", "growth", "long")


def arguments():
    parser = argparse.ArgumentParser(description="Measures Coffret beside floors and peers.")
    parser.add_argument("build", nargs="?", default="build/release")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be given again")
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path("build/bench"), help="where results are kept")
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    return parser.parse_args()


def measure(build, parts):
    """Rows of all parts, and the series that grow."""
    rows, series = [], []
    if "DISPLAY" in os.environ:
        rows += windows.measure(build) if "windows" in parts else []
        rows += windows.measure_open(build) if "open" in parts else []
    if "inside" in parts:
        rows += inside.rows_of(inside.run(f"{build}/bin/coffret_bench"))
    rows += longrun.measure(build) if "long" in parts else []
    if "growth" in parts:
        series = growth.measure(build)
        rows += growth.rows_of(series)
    return rows, series


def main():
    options = arguments()
    rows, series = measure(options.build, options.only or PARTS)
    print(report_rows.table(rows))
    before = results.known(options.results)
    result = results.record(options.build, rows, series)
    path = results.save(options.results, result)
    print(f"\n{results.changes_told(before, result)}\n\nKept as {path}")
    if series:
        plot = options.results / "growth.svg"
        plot.write_text(growthplot.svg(series), encoding="utf-8")
        print(f"Growth is drawn in {plot}")
    return 1 if options.strict and any(row.verdict == "MISSED" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
