# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of what only shows after a long time: a day under load, shortened to a minute, and ten thousand cycles of locking and revealing."""
import os
import re
import subprocess

from rows import Row

DAY_SECONDS = "60"
STEP_MS = 8.0
DRIFT_MB = 5.0
TOLD = re.compile(r"(?:longest event (?P<longest>[\d.]+) ms, )?memory drift (?P<drift>-?[\d.]+) MiB")


def told(output):
    """What a program said of itself: its longest event in milliseconds (None: nothing) and how much memory it kept, in MB."""
    match = TOLD.search(output)
    if not match:
        raise ValueError(f"nothing is told of memory: {output[-500:]}")
    return match["longest"] and float(match["longest"]), float(match["drift"])


def rows_of(day, cycles):
    longest, kept = told(day)  # who misses a goal fails, and tells all the same
    yield Row("longrun/event", "a day's actions in a minute, 100,000 secrets, longest event (processor)", longest, STEP_MS, "ms", "its budget", 1.0)
    yield Row("longrun/day", "memory kept after them", max(kept, 0.0), DRIFT_MB, "MB", "its budget", 1.0)
    yield Row("longrun/cycles", "memory kept after 10,000 times lock, search, reveal, copy", max(told(cycles)[1], 0.0), DRIFT_MB, "MB", "its budget", 1.0)


def measure(build):
    return list(rows_of(*(_output(build, name) for name in ("tst_day", "tst_cycles"))))


def _output(build, name):
    """As the test run starts it."""
    command = ["ctest", "--test-dir", build, "--tests-regex", f"^{name}$", "--verbose"]
    return subprocess.run(command, env=dict(os.environ, COFFRET_DAY_SECONDS=DAY_SECONDS), stdout=subprocess.PIPE, text=True, check=False).stdout
