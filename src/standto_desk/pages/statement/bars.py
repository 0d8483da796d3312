"""The trend of a statement as bars for a page: places and lengths, which the template draws."""

from __future__ import annotations

from typing import NamedTuple

from standto.reporting.document import Trend

WIDTH, LABEL, BAR, STEP = 720, 96, 18, 28
"""The width of the picture, of the names before the bars; the height of a bar, and from one to the next."""


class TrendPart(NamedTuple):
    """A part of a bar: where it starts, how long it is, and the number of its pattern."""

    x: float
    width: float
    pattern: int


class TrendBar(NamedTuple):
    """A row of time: its name, its height in the picture, its parts, and the sum in words."""

    name: str
    y: int
    parts: tuple[TrendPart, ...]
    end: float
    words: str


class Bars(NamedTuple):
    """A picture of a trend."""

    height: int
    bars: tuple[TrendBar, ...]
    names: tuple[tuple[int, str], ...]


def trend_bars(trend: Trend) -> Bars:
    """Return the bars of a trend: each row of time is as long as its hours."""
    sums = [sum(hours[row] for *_, hours in trend.parts) for row in range(len(trend.rows))]
    scale = (WIDTH - LABEL - 110) / max([*sums, 1.0])
    bars = []
    for row, name in enumerate(trend.rows):
        x, parts = float(LABEL), []
        for pattern, _, hours in trend.parts:
            width = hours[row] * scale
            if width:
                parts.append(TrendPart(round(x, 2), round(width, 2), pattern))
            x += width
        bars.append(TrendBar(name, row * STEP + 4, tuple(parts), round(x + 6, 2), f"{sums[row]:,.2f}"))
    return Bars(len(trend.rows) * STEP + 6, tuple(bars), tuple((pattern, name) for pattern, name, _ in trend.parts))
