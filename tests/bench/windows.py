# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of what is seen from outside, and the goals for them."""
import pathlib
import sys

from rows import Row

sys.path.insert(0, str(pathlib.Path(__file__).parent / "startup"))
import startup  # noqa: E402

WAKEUPS = 1.0
LEAST = "the least Qt Quick window"
FIRST_SCREEN = (("start to first screen painted", "painted_ms"), ("start to first screen complete", "ready_ms"),
                ("private memory on the first screen", "uss_kb"), ("resident memory on the first screen", "rss_kb"))
FLOOR_TARGETS = {"painted_ms": 1.5, "uss_kb": 1.5}
PEER_TARGETS = {"painted_ms": 0.35, "ready_ms": 0.35, "rss_kb": 0.6}


def beside_each_other(id, name, ours, our_key, beside, theirs, their_key, target):
    unit, size = ("ms", 1) if our_key.endswith("_ms") else ("MB", 1024)
    return Row(id, name, ours[our_key] / size, theirs[their_key] / size, unit, beside, target)


def first_screen(medians, peer):
    for key, beside, targets in (("floor", LEAST, FLOOR_TARGETS), ("keepassxc", peer, PEER_TARGETS)):
        if key in medians:
            for name, what in FIRST_SCREEN:
                yield beside_each_other(f"window/{what}:{key}", name, medians["coffret"], what, beside, medians[key], what, targets.get(what))


def hidden(medians, peer):
    ours, floor = medians["hidden"], medians["floor"]
    yield beside_each_other("hidden/shown_ms:floor", "start at login, hidden, to the icon in the tray", ours, "shown_ms", f"{LEAST} painted", floor,
                            "painted_ms", None)
    yield beside_each_other("hidden/uss_kb:floor", "private memory, hidden in the tray and locked", ours, "uss_kb", LEAST, floor, "uss_kb", 1.5)
    if "keepassxc" in medians:
        yield beside_each_other("hidden/rss_kb:keepassxc", "resident memory, hidden in the tray and locked", ours, "rss_kb", peer, medians["keepassxc"],
                                "rss_kb", 0.6)
    yield Row("hidden/wakeups", "wake-ups a second, hidden in the tray and locked", ours["wakeups"], WAKEUPS, "", "its budget", 1.0)


def measure(build):
    medians, version = startup.measure(build)
    peer = f"KeePassXC {version}, locked"
    return [*first_screen(medians, peer), *hidden(medians, peer)]
