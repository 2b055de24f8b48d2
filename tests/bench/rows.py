# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of the report: what Coffret takes beside a floor or a peer that was measured in the same run."""
import dataclasses

STEPS = (("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1.0))


@dataclasses.dataclass(frozen=True)
class Row:
    id: str  # stays the same when the name gets better words: results of different times are compared by it
    name: str
    ours: float
    floor: float
    unit: str  # of both: "ns" (shown in what fits), "ms", "s", "MB", "" (a number)
    beside: str
    target: float | None = None  # the ratio is at most this
    measured_ratio: float | None = None  # where it is not that of the two medians

    @property
    def ratio(self):
        return self.ours / self.floor if self.measured_ratio is None else self.measured_ratio

    @property
    def verdict(self):
        return "" if self.target is None else "met" if self.ratio <= self.target else "MISSED"

    def line(self):
        target = "" if self.target is None else f"≤ {self.target:g}"
        return (f"| {self.name} | {shown(self.ours, self.unit)} | {self.beside} | {shown(self.floor, self.unit)} | {self.ratio:.3g} | "
                f"{target} | {self.verdict} |")

    def record(self):
        return {"id": self.id, "name": self.name, "ours": self.ours, "floor": self.floor, "unit": self.unit, "beside": self.beside,
                "ratio": self.ratio, "target": self.target, "verdict": self.verdict}


def shown(value, unit):
    if unit != "ns":
        return f"{value:.3g} {unit}".strip()
    name, size = next((step for step in STEPS if value >= step[1]), STEPS[-1])
    return f"{value / size:.3g} {name}"


def table(rows):
    return "\n".join(["| row | Coffret | beside | that takes | ratio | target | |", "|---|---|---|---|---|---|---|", *(row.line() for row in rows)])
