#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures and prints, as Markdown, how every row stands beside its floor or peer measured in the same run.

Only ratios mean anything on a machine whose speed drifts. Usage: report.py [BUILD] [--strict]; BUILD is build/release unless
told. Start-up is measured where there is a display. With --strict the exit status is 1 when a target is missed.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "startup"))
import startup  # noqa: E402

REPETITIONS = 5
SECONDS = 0.1  # at least, of each repetition

# What a row is compared with, and at most which multiple of that it may take.
SEARCH = [
    ("first key", 1.5), ("prefix", 1.5), ("exact", 1.5), ("inside", None), ("miss", 1.5), ("host", None),
    ("path only", None), ("two words", None), ("three words", None), ("accent", 1.5), ("cyrillic", 1.5),
]
MISTYPED = ["one typo, short", "one typo", "two typos", "typo and a word", "typo, cyrillic", "typo, nothing like it"]
COMPARISONS = [
    (f"search 100,000, {row}", f"search/{row}", floor, text, limit if text.startswith("memmem") else None)
    for row, limit in SEARCH
    for floor, text in ((f"searchFloorMemmem/{row}", "memmem over the same text"),
                        (f"searchFloorQString/{row}", "QString::contains over three fields"))
] + [
    (f"search 100,000, {row}", f"search/{row}", f"searchFloorMemmem/{row}", "memmem over the same text", 4.5) for row in MISTYPED
] + [
    (f"first 200 rows of 100,000, {row}", f"searchFirst/{row}", f"searchFloorMemmem/{row}", "memmem over the same text", None)
    for row in [row for row, limit in SEARCH] + MISTYPED
] + [
    (f"all rows of 100,000, {row}", f"searchAll/{row}", f"searchFloorMemmem/{row}", "memmem over the same text", None)
    for row in [row for row, limit in SEARCH] + MISTYPED
] + [
    (f"list of {count:,} to catalog", f"parseAndIndex/{count}", f"{floor}/{count}", text, limit)
    for count in (10_000, 100_000)
    for floor, text, limit in (("parseFloorQJson", "QJsonDocument to QString records", 0.4),
                               ("parseFloorArena", "simdjson to one arena, no index", 2.0))
] + [
    (f"cache of {count:,} to catalog", f"cacheLoad/{count}", f"catalogBuild/{count}", "the same catalog from memory", None)
    for count in (1_000, 10_000, 100_000)
] + [("command palette over 10,000 folders, 11 letters", "palette", "paletteFloorQString", "QString::contains over the names", 1.0)]
# Both sides are measured inside the row itself.
REVEALS = [("curve25519", 1.25), ("rsa3072", 1.25)]
# Beside GPGME, and at most so many seconds.
FIRST_SYNCS = [("X25519", "x25519", 0.05), ("RSA-4096 with session keys kept", "rsa4096Kept", 0.05),
               ("the same, authors with RSA-4096", "rsa4096AuthorsKept", 0.05)]
FIRST_SYNC_SECONDS = 5.0
REVEAL_AGAIN_MS = 5.0
CATALOG_MB = 60.0
WAKEUPS = 1.0
STEP_MS = 8.0  # half a frame
FRAME_MS = 1000 / 60


def run(binary):
    command = [binary, "--benchmark_format=json", f"--benchmark_repetitions={REPETITIONS}", f"--benchmark_min_time={SECONDS}",
               "--benchmark_enable_random_interleaving=true"]
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


def shown(ns):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def windows(medians, version):
    """Rows of what is seen from outside; see startup.measure()."""
    hidden, floor, peer = medians["hidden"], medians["floor"], medians.get("keepassxc")
    peers = [("floor", "the least Qt Quick window", 1.5, None, 1.5, None)]
    if peer:
        peers.append(("keepassxc", f"KeePassXC {version}, locked", 0.35, 0.35, None, 0.6))
    for key, beside, painted_limit, ready_limit, uss_limit, rss_limit in peers:
        for name, what, unit, limit in (("start to first screen painted", "painted_ms", "ms", painted_limit),
                                        ("start to first screen complete", "ready_ms", "ms", ready_limit),
                                        ("private memory on the first screen", "uss_kb", "MB", uss_limit),
                                        ("resident memory on the first screen", "rss_kb", "MB", rss_limit)):
            yield beside_each_other(name, medians["coffret"], what, unit, beside, medians[key], what, limit)
    yield beside_each_other("start at login, hidden, to the icon in the tray", hidden, "shown_ms", "ms", "the least Qt Quick window painted", floor,
                            "painted_ms", None)
    yield beside_each_other("private memory, hidden in the tray and locked", hidden, "uss_kb", "MB", "the least Qt Quick window", floor, "uss_kb", 1.5)
    if peer:
        yield beside_each_other("resident memory, hidden in the tray and locked", hidden, "rss_kb", "MB", f"KeePassXC {version}, locked", peer, "rss_kb", 0.6)
    yield ("wake-ups a second, hidden in the tray and locked", f"{hidden['wakeups']:.2g}", "its budget", f"{WAKEUPS:g}", hidden["wakeups"] / WAKEUPS, 1.0)


def beside_each_other(name, ours, our_key, unit, beside, theirs, their_key, limit):
    size = 1 if unit == "ms" else 1024
    return (name, f"{ours[our_key] / size:.0f} {unit}", beside, f"{theirs[their_key] / size:.0f} {unit}", ours[our_key] / theirs[their_key], limit)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--strict"]
    build = arguments[0] if arguments else "build/release"
    rows = run(f"{build}/bin/coffret_bench")
    missed = []

    def line(name, ours, floor_name, floor, ratio, limit):
        verdict = "" if limit is None else "met" if ratio <= limit else "MISSED"
        if verdict == "MISSED":
            missed.append(name)
        target = "" if limit is None else f"≤ {limit:g}"
        print(f"| {name} | {ours} | {floor_name} | {floor} | {ratio:.3g} | {target} | {verdict} |")

    print("| row | Coffret | beside | that takes | ratio | target | |\n|---|---|---|---|---|---|---|")
    if "DISPLAY" in os.environ:
        for row in windows(*startup.measure(build)):
            line(*row)
    for name, ours, floor, floor_name, limit in COMPARISONS:
        own, other = nanoseconds(rows[ours]), nanoseconds(rows[floor])
        line(name, shown(own), floor_name, shown(other), own / other, limit)
    for name, ours, floor, floor_name in (("ten secrets of 100,000 changed, the next catalog", "patchTen", "patchFloorCopy", "copying a catalog's bytes"),
                                          ("100,000 secrets came again as they were, what changed", "stepsOfNothing", "stepsFloorCompare",
                                           "comparing a catalog's bytes")):
        own, other = nanoseconds(rows[ours]), nanoseconds(rows[floor])
        line(name, shown(own), floor_name, shown(other), own / other, None)
    for count in (0, 10, 200, 1_000):
        ours = nanoseconds(rows[f"listFollows/{count}"]) / 2 / 1e6  # there and back
        line(f"{count:,} of 100,000 secrets change places, the list follows on the main thread", f"{ours:.3g} ms", "its budget, half a frame", f"{STEP_MS:g} ms",
             ours / STEP_MS, 1.0)
    for key, limit in REVEALS:
        row = rows[f"reveal/{key}"]
        line(f"reveal, {key}", f"{row['median_ms']:.3g} ms", "GPGME decrypt and verify alone", f"{row['floor_ms']:.3g} ms",
             row["ratio"], limit)
    for name, key, limit in FIRST_SYNCS:
        row = rows[f"firstSync/{key}"]
        name = f"first sync of 10,000 encrypted resources, {name}"
        line(name, f"{row['seconds']:.3g} s", "GPGME decrypt and verify, by a sample", f"{row['gpgme_seconds']:.3g} s", row["ratio"],
             limit)
        line(name, f"{row['seconds']:.3g} s", "its budget", f"{FIRST_SYNC_SECONDS:g} s", row["seconds"] / FIRST_SYNC_SECONDS, 1.0)
    again = nanoseconds(rows["revealAgain"])
    line("reveal again while held", shown(again), "its budget", f"{REVEAL_AGAIN_MS:g} ms",
         again / 1e6 / REVEAL_AGAIN_MS, 1.0)
    key = rows["lookupKeys"]["worst_ms"]
    line("quick lookup over 100,000, slowest key of eight letters", f"{key:.3g} ms", "its budget, a frame", f"{FRAME_MS:g} ms", key / FRAME_MS, 1.0)
    memory = rows["catalogBuild/100000"]["MB"]
    line("memory of a catalog of 100,000", f"{memory:.3g} MB", "its budget", f"{CATALOG_MB:g} MB", memory / CATALOG_MB, 1.0)
    small, large = (nanoseconds(rows[f"catalogBuild/{count}"]) for count in (10_000, 100_000))
    line("catalog of 100,000", shown(large), "ten times a catalog of 10,000", shown(10 * small), large / (10 * small), None)
    return 1 if missed and "--strict" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
