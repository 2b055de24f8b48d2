# SPDX-License-Identifier: GPL-3.0-or-later
"""What processes have in memory, read from outside."""
import collections
import pathlib

from .canaries import forms

PAGE = bytes(4096)  # most of what is mapped was never used, and is not worth looking at
BEGINNING = 5  # bytes; many values begin alike


def regions(process):
    """(begin, end, what it is) of everything that the process may write to."""
    for line in pathlib.Path(f"/proc/{process}/maps").read_text().splitlines():
        place, rights, _, _, _, *name = line.split(maxsplit=5)
        if "w" in rights:
            begin, end = place.split("-")
            yield int(begin, 16), int(end, 16), name[0] if name else "anonymous"


def pieces(process):
    """(bytes, what it is) of everything that the process may write to, with less nothing in between."""
    try:
        with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
            for begin, end, name in list(regions(process)):
                try:
                    memory.seek(begin)
                    yield bytes(16).join(filter(None, memory.read(end - begin).split(PAGE))), name
                except OSError:
                    pass  # a device, or unmapped meanwhile
    except (FileNotFoundError, ProcessLookupError):
        pass  # ended meanwhile


def has(process, text):
    """Whether the text is anywhere, in any form."""
    needles = forms(text)
    return any(needle in data for data, _ in pieces(process) for needle in needles)


def sightings(process, needles):
    """needles: {name: [(form, bytes)]}. Counts (name, form, what the memory is) for each of them that is there."""
    beginnings = collections.defaultdict(list)  # shared by many, and each of them is looked for once
    for name, listed in needles.items():
        for form, needle in listed:
            beginnings[needle[:BEGINNING]].append((name, form, needle))
    counted = collections.Counter()
    for data, where in pieces(process):
        for beginning, group in beginnings.items():
            place = data.find(beginning)
            while place >= 0:
                counted.update((name, form, where) for name, form, needle in group if data.startswith(needle, place))
                place = data.find(beginning, place + 1)
    return counted
