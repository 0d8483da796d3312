"""Bars with ranges: a bar to the middle of each row, and a line from its low to its high number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from standto.charting.chart_style import INK, RULE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

LEAST_HEIGHT, ROW_HEIGHT = 1.2, 0.34
"""Inches of a picture without rows, and of each row."""


_LETTER = 0.0092
"""The share of the axis that a letter of the words takes, and with some room to spare."""


class RangeBar(NamedTuple):
    """A row: its number with a range around it.

    Attributes
    ----------
    name
        Its name.
    number
        The length of the bar.
    low, high
        The ends of the line; None for none.
    words
        The numbers in words, written beside the bar.
    """

    name: str
    number: float
    low: float | None
    high: float | None
    words: str


def draw_range_bars(axes: Axes, rows: Sequence[RangeBar], unit: str) -> None:
    """Draw a bar for each row from 0, its range as a line with ends, and its numbers beside it.

    Parameters
    ----------
    rows
        The bars, from the top.
    unit
        The unit of the axis.
    """
    ends = [end for row in rows for end in (row.number, row.low, row.high, 0.0) if end is not None] or [1.0]
    span = (max(ends) - min(ends)) or 1.0
    box = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1}
    style: dict[str, Any] = {"height": 0.6, "facecolor": "#bbd4ea", "edgecolor": INK, "linewidth": 0.8}
    axes.barh(range(len(rows)), [row.number for row in rows], **style)
    for place, row in enumerate(rows):
        right = _right(row)
        if row.low is not None and row.high is not None:
            axes.plot([row.low, row.high], [place, place], color=INK, linewidth=1.6, marker="|", markersize=9)
        axes.text(right + span * 0.012, place, plain(row.words), va="center", fontsize=9, bbox=box)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [plain(row.name) for row in rows])
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xlim(min(ends) - span * 0.02, min(ends) + span * _room(rows, min(ends), span))
    axes.set_xlabel(plain(unit))
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _right(row: RangeBar) -> float:
    """Return the right end of a row's bar and line."""
    return max(end for end in (row.number, row.low, row.high, 0.0) if end is not None)


def _room(rows: Sequence[RangeBar], left: float, span: float) -> float:
    """Return the length of the axis, in spans of the bars, on which the words of each row fit beside its bar."""
    # length >= right + letters * share * length, so length >= right / (1 - letters * share)
    shares = [min(_LETTER * (len(row.words) + 2), 0.6) for row in rows]
    return max([1.1, *((_right(row) - left) / span / (1 - share) for row, share in zip(rows, shares, strict=True))])
