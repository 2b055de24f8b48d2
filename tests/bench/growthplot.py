# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws how times and memory grow, both axes logarithmic, as an SVG without anything from elsewhere."""
import html
import math

WIDTH, HEIGHT = 950, 400
TOP, BOTTOM = 56, 352
PANELS = (("ms", "Time, ms", 62, 352), ("MB", "Memory, MB", 630, 740))  # unit, title, left and right edge
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b3468c", "#7a6a00", "#444444")  # told apart with any colour vision
LABEL_HEIGHT = 15


class Axis:
    """Values to a place between two edges, by their logarithm; whole powers of ten at both ends."""

    def __init__(self, values, start, end):
        self.first, self.last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self.last = max(self.last, self.first + 1)
        self.start, self.end = start, end

    def at(self, value):
        return self.start + (math.log10(value) - self.first) / (self.last - self.first) * (self.end - self.start)

    def ticks(self):
        return [10.0**power for power in range(self.first, self.last + 1)]


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def text(x, y, words, anchor="start", fill="#333333", size=12):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{html.escape(words)}</text>'


def frame(title, x, y):
    """Grid and the words at its edges."""
    yield text(x.start, TOP - 16, title, size=14)
    for value in y.ticks():
        yield f'<path d="M{x.start} {y.at(value):.1f}H{x.end}" stroke="#e3e3e3"/>'
        yield text(x.start - 6, y.at(value) + 4, number(value), "end")
    for value in x.ticks():
        yield f'<path d="M{x.at(value):.1f} {TOP}V{BOTTOM}" stroke="#e3e3e3"/>'
        yield text(x.at(value), BOTTOM + 18, {1e6: "1M"}.get(value, f"{value / 1e3:g}k"), "middle")
    yield text((x.start + x.end) / 2, BOTTOM + 38, "secrets", "middle")


def apart(places):
    """Places of labels, moved down as far as they need to be read, in the order they were given."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved, last = list(places), -math.inf
    for i in order:
        moved[i] = last = max(places[i], last + LABEL_HEIGHT)
    return moved


def curves(series, colours, x, y):
    labels = apart([y.at(one.points[-1][1]) for one in series])
    for one, colour, label in zip(series, colours, labels):
        places = [(x.at(n), y.at(value)) for n, value in one.points]
        yield f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in places)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in places)
        yield text(x.end + 8, label + 4, f"{one.name} (n^{one.exponent:.2f})", fill=colour)


def panel(title, left, right, series, colours):
    points = [point for one in series for point in one.points]
    x = Axis([n for n, _ in points], left, right)
    y = Axis([value for _, value in points], BOTTOM, TOP)
    return [*frame(title, x, y), *curves(series, colours, x, y)]


def svg(series):
    parts, used = [], 0
    for unit, title, left, right in PANELS:
        shown = [one for one in series if one.unit == unit]
        if shown:
            parts += panel(title, left, right, shown, COLOURS[used:])
            used += len(shown)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n")
