"""A picture of shares by thing and time, each cell with its number, as lengths that a template draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk.components.axis import Axis, ClockChange, Tick, percent
from standto_desk.components.moments import short_moment

HEAD, ROW, BAR = 40, 56, 28
"""The pixels of the axis, of a row, and of its cells."""
SHADES = 5
"""The number of shades: the first for a share of 0, the others for equal parts of the rest."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The greatest share of a period, in whole per cent; `shade` from 0 to `SHADES` - 1."""

    start: Instant
    until: Instant
    share: int
    shade: int
    x: str
    width: str
    middle: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One thing: its name, its state in words, and its cells."""

    name: str
    state: str
    top: int
    cells: list[HeatCell]


@dataclass(frozen=True, slots=True)
class HeatPicture:
    """Everything that the picture and its table show."""

    height: int
    rows: list[HeatRow]
    ticks: list[Tick]
    changes: list[ClockChange]
    summary: str


def heat_picture(
    rows: Sequence[tuple[str, Sequence[tuple[Instant, Instant, int]]]], start: Instant, until: Instant, zone: Zone
) -> HeatPicture:
    """Return a picture of shares.

    Parameters
    ----------
    rows
        Each thing's name, with its periods: from, until, and the greatest share in it, in whole per cent.
    start, until, zone
        The span of the picture, and the zone of its days and hours.
    """
    axis = Axis(start, until, zone)
    drawn = [_row(axis, name, cells, HEAD + place * ROW) for place, (name, cells) in enumerate(rows)]
    worst = "; ".join(f"{row.name}: {row.state} at worst" for row in drawn)
    spanned = f"From {short_moment(start, zone)} to {short_moment(until, zone)}"
    return HeatPicture(
        height=HEAD + len(drawn) * ROW,
        rows=drawn,
        ticks=axis.ticks(),
        changes=axis.changes(),
        summary=f"{spanned}. {worst or 'Nothing is shown'}.",
    )


def _row(axis: Axis, name: str, cells: Sequence[tuple[Instant, Instant, int]], top: int) -> HeatRow:
    drawn = [_cell(axis, *cell) for cell in cells]
    worst = max((cell.share for cell in drawn), default=0)
    return HeatRow(name, f"{worst} %", top, drawn)


def _cell(axis: Axis, start: Instant, until: Instant, share: int) -> HeatCell:
    left, right = axis.share(start), axis.share(until)
    # 1 to 25, 26 to 50, 51 to 75 and 76 to 100 per cent are the shades after the first.
    shade = -(-share * (SHADES - 1) // 100)
    return HeatCell(start, until, share, shade, percent(left), percent(right - left), percent((left + right) / 2))
