"""A picture of the quantiles of a number over time, as lengths that a template draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk.components.axis import Axis, ClockChange, Tick, percent
from standto_desk.components.moments import short_moment

HEAD, PLOT, FOOT = 40, 150, 10
"""The pixels of the axis, of the plot, and below it."""

FanStep = tuple[Instant, Instant, int, int, int]
"""A period with the 5 %, 50 % and 95 % quantiles of a number."""


@dataclass(frozen=True, slots=True)
class FanPart:
    """A period: its band from the low to the high quantile, and its middle; `rise` is the height of the next middle."""

    start: Instant
    until: Instant
    low: int
    middle: int
    high: int
    x1: str
    x2: str
    width: str
    top: float
    height: float
    y: float
    rise: float | None


@dataclass(frozen=True, slots=True)
class FanPicture:
    """Everything that the picture and its table show."""

    height: int
    parts: list[FanPart]
    levels: list[tuple[float, str]]
    ticks: list[Tick]
    changes: list[ClockChange]
    summary: str


def fan_picture(steps: Sequence[FanStep], start: Instant, until: Instant, zone: Zone) -> FanPicture:
    """Return a picture of quantiles.

    Parameters
    ----------
    steps
        In order; neighbours with the same quantiles become one.
    start, until, zone
        The span of the picture, and the zone of its days and hours.
    """
    axis, joined = Axis(start, until, zone), _joined(steps)
    top = max([*(step[4] for step in joined), 1])
    parts = [_part(axis, top, step, after) for step, after in zip(joined, [*joined[1:], None], strict=True)]
    return FanPicture(
        height=HEAD + PLOT + FOOT,
        parts=parts,
        levels=[(_y(level, top), f"{level:,}") for level in (0, top)],
        ticks=axis.ticks(),
        changes=axis.changes(),
        summary=_summary(parts, zone),
    )


def _joined(steps: Sequence[FanStep]) -> list[FanStep]:
    joined: list[FanStep] = []
    for step in steps:
        if joined and joined[-1][1] == step[0] and joined[-1][2:] == step[2:]:
            joined[-1] = (joined[-1][0], *step[1:])
        else:
            joined.append(step)
    return joined


def _part(axis: Axis, top: int, step: FanStep, after: FanStep | None) -> FanPart:
    start, until, low, middle, high = step
    left, right = axis.share(start), axis.share(until)
    above, below = _y(high, top), _y(low, top)
    rise = None if after is None else _y(after[3], top)
    return FanPart(
        start, until, low, middle, high,
        x1=percent(left), x2=percent(right), width=percent(right - left),
        top=above, height=round(below - above, 1), y=_y(middle, top), rise=rise,
    )  # fmt: skip


def _y(number: int, top: int) -> float:
    return round(HEAD + PLOT * (top - number) / top, 1)


def _summary(parts: Sequence[FanPart], zone: Zone) -> str:
    worst = max(parts, key=lambda part: (part.high, part.middle), default=None)
    if worst is None or not worst.high:
        return "No place is missing in 95 of 100 futures, at any time."
    when = short_moment(worst.start, zone)
    lack = f"90 of 100 futures lack {worst.low:,} to {worst.high:,} places, half of them up to {worst.middle:,}"
    return f"At worst, from {when}, {lack}."
