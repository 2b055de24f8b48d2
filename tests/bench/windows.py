# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of what is seen from outside, and the goals for them."""
import pathlib
import sys

from rows import Row

sys.path.insert(0, str(pathlib.Path(__file__).parent / "startup"))
import opened as startup_opened  # noqa: E402
import startup  # noqa: E402

WAKEUPS = 1.0
LEAST = "the least Qt Quick window"
FIRST_SCREEN = (("start to first screen painted", "painted_ms"), ("start to first screen complete", "ready_ms"),
                ("private memory on the first screen", "uss_kb"), ("resident memory on the first screen", "rss_kb"))
FLOOR_TARGETS = {"painted_ms": 1.5, "uss_kb": 1.5}
PEER_TARGETS = {"painted_ms": 0.35, "ready_ms": 0.35, "rss_kb": 0.6}


def readable(rows):
    """Memory of a program that hides itself from its user is not told."""
    return [row for row in rows if row.unit != "MB" or (row.ours and row.floor)]


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


def opened(some, many, peer="KeePassXC open (100 ms of it for its key)", rofi="rofi from its start, the same names"):
    """some: medians at 10,000 secrets; many: at 100,000, KeePassXC's at 50,000. Rows for what was measured."""
    ours, all_ours = some["coffret"], many["coffret"]
    yield beside_each_other("open/ready_ms:floor", "start to a list of 10,000 that was kept", ours, "ready_ms", f"{LEAST} painted", some["floor"],
                            "painted_ms", 2.5)
    yield Row("open/rss_100k:floor", "resident memory, 100,000 listed", all_ours["rss_kb"] / 1024, many["floor"]["rss_kb"] / 1024 + 60, "MB",
              f"{LEAST} and 60 MB", 1.0)
    yield Row("open/lookup_ms", "global key to the quick lookup painted, 100,000", all_ours["lookup_ms"], 150.0, "ms", "its budget", 1.0)
    if "keepassxc" in some:
        theirs = some["keepassxc"]
        for name, what, target in (("start to a list of 10,000 that was kept", "ready_ms", 0.2), ("resident memory, 10,000 listed", "rss_kb", 0.5),
                                   ("first key of a search in 10,000 to the last repaint", "first_key_ms", 0.1),
                                   ("later keys of a search in 10,000", "later_key_ms", 0.1)):
            yield beside_each_other(f"open/{what}:keepassxc", name, ours, what, f"{peer}, 10,000", theirs, what, target)
        yield beside_each_other("open/ready_100k:keepassxc", "start to a list of 100,000 that was kept", all_ours, "ready_ms", f"{peer}, 50,000",
                                many["keepassxc"], "ready_ms", 0.15)
    if "rofi" in many:
        for name, our_key, their_key, target in (("first key of a search in 100,000", "first_key_ms", "first_key_ms", 1.0),
                                                 ("later keys of a search in 100,000", "later_key_ms", "later_key_ms", 1.0),
                                                 ("global key to the quick lookup painted, 100,000", "lookup_ms", "painted_ms", 0.5),
                                                 ("keys in the quick lookup, 100,000", "lookup_key_ms", "later_key_ms", 1.0)):
            yield beside_each_other(f"open/{our_key}:rofi", name, all_ours, our_key, rofi, many["rofi"], their_key, target)


def measure_open(build):
    return readable(opened(startup_opened.measure(build, 10_000, 10_000), startup_opened.measure(build, 100_000, 50_000)))


def measure(build):
    medians, version = startup.measure(build)
    peer = f"KeePassXC {version}, locked"
    return readable([*first_screen(medians, peer), *hidden(medians, peer)])
