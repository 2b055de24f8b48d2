# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of what coffret_bench measures from inside, and the goals for them."""
import json
import re
import subprocess
import sys

from rows import Row

REPETITIONS = 5
SECONDS = 0.1  # at least, of each repetition

# What a row is compared with, and at most which multiple of that it may take.
SEARCH = [
    ("first key", 1.5), ("prefix", 1.5), ("exact", 1.5), ("inside", None), ("miss", 1.5), ("host", None),
    ("path only", None), ("two words", None), ("three words", None), ("accent", 1.5), ("cyrillic", 1.5),
]
MISTYPED = ["one typo, short", "one typo", "two typos", "typo and a word", "typo, cyrillic", "typo, nothing like it"]
ALL_SEARCHES = [row for row, limit in SEARCH] + MISTYPED
MEMMEM = "memmem over the same text"
# Row, ours, beside it, what that is, goal.
COMPARISONS = [
    (f"search 100,000, {row}", f"search/{row}", floor, text, limit if text == MEMMEM else None)
    for row, limit in SEARCH
    for floor, text in ((f"searchFloorMemmem/{row}", MEMMEM), (f"searchFloorQString/{row}", "QString::contains over three fields"))
] + [
    (f"search 100,000, {row}", f"search/{row}", f"searchFloorMemmem/{row}", MEMMEM, 4.5) for row in MISTYPED
] + [
    (f"{what} of 100,000, {row}", f"{ours}/{row}", f"searchFloorMemmem/{row}", MEMMEM, None)
    for what, ours in (("first 200 rows", "searchFirst"), ("all rows", "searchAll"))
    for row in ALL_SEARCHES
] + [
    (f"list of {count:,} to catalog", f"parseAndIndex/{count}", f"{floor}/{count}", text, limit)
    for count in (10_000, 100_000)
    for floor, text, limit in (("parseFloorQJson", "QJsonDocument to QString records", 0.4),
                               ("parseFloorArena", "simdjson to one arena, no index", 2.0))
] + [
    (f"cache of {count:,} to catalog", f"cacheLoad/{count}", f"catalogBuild/{count}", "the same catalog from memory", None)
    for count in (1_000, 10_000, 100_000)
] + [
    ("command palette over 10,000 folders, 11 letters", "palette", "paletteFloorQString", "QString::contains over the names", 1.0),
    ("ten secrets of 100,000 changed, the next catalog", "patchTen", "patchFloorCopy", "copying a catalog's bytes", None),
    ("100,000 secrets came again as they were, what changed", "stepsOfNothing", "stepsFloorCompare", "comparing a catalog's bytes", None),
]
# Both sides are measured inside the row itself.
KEYS = ("curve25519", "rsa3072")
GPGME = "GPGME decrypt and verify alone"
BESIDE = [(f"reveal/{key}", f"reveal, {key}", GPGME, 1.25) for key in KEYS] + [
    (f"revealToGlyphs/{key}", f"reveal, toggled to painted on its card, {key}", GPGME, 1.25) for key in KEYS] + [
    (f"resync/{key}", f"sync of 100,000 in the clear, {what}", "fetching the same pages and parsing them", 1.2)
    for key, what in (("nothing", "nothing changed"), ("ten", "ten changed"))]
# Beside GPGME, and at most so many seconds.
FIRST_SYNCS = [("X25519", "x25519", 0.05), ("RSA-4096 with session keys kept", "rsa4096Kept", 0.05),
               ("the same, authors with RSA-4096", "rsa4096AuthorsKept", 0.05)]
FIRST_SYNC_SECONDS = 5.0
# In a process of their own: GPGME forks, which takes the longer the more memory a process has, and the others fill it.
RUN_GPG = "^(reveal|healthCheck)"
REVEAL_AGAIN_MS = 5.0
CATALOG_MB = 60.0
CANCEL_MS = 100.0
STEP_MS = 8.0  # half a frame
FRAME_MS = 1000 / 60


def run(binary, repetitions=REPETITIONS):
    """Medians by name."""
    return _run(binary, repetitions, RUN_GPG) | _run(binary, repetitions, f"-{RUN_GPG}")


def _run(binary, repetitions, which):
    command = [binary, "--benchmark_format=json", f"--benchmark_repetitions={repetitions}", f"--benchmark_min_time={SECONDS}",
               "--benchmark_enable_random_interleaving=true", f"--benchmark_filter={which}"]
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    medians = {}
    for row in json.loads(result.stdout)["benchmarks"]:
        if row.get("error_occurred"):
            sys.exit(f"{row['name']}: {row['error_message']}")
        if row.get("aggregate_name") == "median":
            medians[re.sub(r"(/iterations:\d+)?(/manual_time)?_median$", "", row["name"])] = row
    return medians


def nanoseconds(row):
    return row["cpu_time"] * {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[row["time_unit"]]


def compared(medians):
    for name, ours, floor, beside, target in COMPARISONS:
        yield Row(f"{ours}:{floor}", name, nanoseconds(medians[ours]), nanoseconds(medians[floor]), "ns", beside, target)


def measured_beside(medians):
    for name, words, beside, target in BESIDE:
        row = medians[name]
        yield Row(name, words, row["median_ms"], row["floor_ms"], "ms", beside, target, row["ratio"])


def openpgp(medians):
    for key in KEYS:
        row = medians[f"healthCheck/{key}"]
        yield Row(f"healthCheck/{key}", f"health report, each secret, {key}", row["each_ms"], row["gpg_each_ms"], "ms", "gpg --decrypt-files", 1.1,
                  row["ratio"])
        yield Row(f"healthCheck/{key}:cancel", f"health report, longest secret, after which it stops and tells, {key}", row["longest_step_ms"], CANCEL_MS, "ms",
                  "its budget", 1.0)
    for name, key, target in FIRST_SYNCS:
        row = medians[f"firstSync/{key}"]
        name = f"first sync of 10,000 encrypted resources, {name}"
        yield Row(f"firstSync/{key}:gpgme", name, row["seconds"], row["gpgme_seconds"], "s", "GPGME decrypt and verify, by a sample", target, row["ratio"])
        yield Row(f"firstSync/{key}:budget", name, row["seconds"], FIRST_SYNC_SECONDS, "s", "its budget", 1.0)
    yield Row("revealAgain", "reveal again while held", nanoseconds(medians["revealAgain"]), REVEAL_AGAIN_MS * 1e6, "ns", "its budget", 1.0)


def budgets(medians):
    for count in (0, 10, 200, 1_000):
        name = f"{count:,} of 100,000 secrets change places, the list follows on the main thread"
        there = nanoseconds(medians[f"listFollows/{count}"]) / 2  # and back
        yield Row(f"listFollows/{count}", name, there, STEP_MS * 1e6, "ns", "its budget, half a frame", 1.0)
    yield Row("lookupKeys", "quick lookup over 100,000, slowest key of eight letters", medians["lookupKeys"]["worst_ms"], FRAME_MS, "ms",
              "its budget, a frame", 1.0)
    yield Row("catalogMemory/100000", "memory of a catalog of 100,000", medians["catalogBuild/100000"]["MB"], CATALOG_MB, "MB", "its budget", 1.0)


def rows_of(medians):
    return [*compared(medians), *measured_beside(medians), *openpgp(medians), *budgets(medians)]
