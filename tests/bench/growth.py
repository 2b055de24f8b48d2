# SPDX-License-Identifier: GPL-3.0-or-later
"""How what coffret_bench_growth measures grows from a thousand secrets to a million: the exponent of n, and the goal for it."""
import dataclasses
import math

import inside
from rows import Row

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPETITIONS = 3
TARGET = 1.05
MEASURED = (
    ("growthBuild", "summaries to catalog"),
    ("growthLoad", "cache to catalog"),
    ("growthParse", "server's list to catalog"),
    ("growthFirstKey", "search, first key"),
    ("growthPrefix", "search, three letters"),
)


@dataclasses.dataclass(frozen=True)
class Series:
    id: str
    name: str
    unit: str
    points: tuple[tuple[int, float], ...]  # how many secrets, and what that took

    @property
    def exponent(self):
        return slope(self.points)

    def record(self):
        return {"id": self.id, "name": self.name, "unit": self.unit, "points": self.points, "exponent": self.exponent}


def slope(points):
    """Of the straight line through the logarithms, by least squares."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(value) for _, value in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def series_of(medians):
    for key, name in MEASURED:
        yield Series(key, name, "ms", tuple((n, inside.nanoseconds(medians[f"{key}/{n}"]) / 1e6) for n in SIZES))
    yield Series("growthMemory", "memory of the catalog", "MB", tuple((n, medians[f"growthBuild/{n}"]["MB"]) for n in SIZES))


def rows_of(series):
    for one in series:
        name = f"exponent of {one.name}, {one.points[0][0]:,} to {one.points[-1][0]:,}"
        yield Row(one.id, name, one.exponent, 1.0, "", "growing with the number", TARGET)


def measure(build):
    return list(series_of(inside.run(f"{build}/bin/coffret_bench_growth", REPETITIONS)))
