"""The picture of a margin over time, as lengths that a template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk.components.axis import Axis, ClockChange, Tick, percent
from standto_desk.components.moments import short_moment

HEAD, PLOT, FOOT = 40, 150, 10
"""The pixels of the axis, of the plot, and below it."""


@dataclass(frozen=True, slots=True)
class MarginStep:
    """One level of the line; `rise` is the height of the next, if that follows without a break."""

    start: Instant
    until: Instant
    margin: int
    x1: str
    x2: str
    width: str
    y: float
    rise: float | None


@dataclass(frozen=True, slots=True)
class MarginLevel:
    """A line across the picture, with its number."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class MarginPicture:
    """Everything that the picture and its table show."""

    height: int
    steps: list[MarginStep]
    levels: list[MarginLevel]
    reserve: MarginLevel | None
    zero: float
    ticks: list[Tick]
    changes: list[ClockChange]
    now: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """The heights of margins, from the least to the largest."""

    low: int
    top: int

    def y(self, margin: int) -> float:
        return round(HEAD + PLOT * (self.top - margin) / (self.top - self.low), 1)


def margin_picture(
    steps: Sequence[Mapping[str, Any]],
    start: Instant,
    until: Instant,
    zone: Zone,
    now: Instant | None = None,
    reserve: int | None = None,
) -> MarginPicture:
    """Return the picture of a margin.

    Parameters
    ----------
    steps
        In order, each with ``start``, ``until`` and ``margin``: a number, -1 if cover has failed, or None if no duty
        stands.
    start, until, zone, now
        As for the cover.
    reserve
        A level to mark.
    """
    axis = Axis(start, until, zone)
    kept = [each for each in steps if each["margin"] is not None and each["start"] < until and each["until"] > start]
    margins = [each["margin"] for each in kept]
    scale = _Scale(min([*margins, 0]), max([*margins, reserve or 0, 1]))
    drawn = [_step(axis, scale, each, after) for each, after in zip(kept, [*kept[1:], None], strict=False)]
    return MarginPicture(
        height=HEAD + PLOT + FOOT,
        steps=drawn,
        levels=[MarginLevel(scale.y(level), f"{level:,}") for level in (0, scale.top)],
        reserve=None if reserve is None else MarginLevel(scale.y(reserve), f"reserve {reserve:,}"),
        zero=scale.y(0),
        ticks=axis.ticks(),
        changes=axis.changes(),
        now=axis.x(now) if now is not None and start <= now < until else None,
        summary=_summary(drawn, axis, reserve),
    )


def _step(axis: Axis, scale: _Scale, each: Mapping[str, Any], after: Mapping[str, Any] | None) -> MarginStep:
    left, right = axis.share(each["start"]), axis.share(each["until"])
    return MarginStep(
        start=max(each["start"], axis.start),
        until=min(each["until"], axis.until),
        margin=each["margin"],
        x1=percent(left),
        x2=percent(right),
        width=percent(right - left),
        y=scale.y(each["margin"]),
        rise=scale.y(after["margin"]) if after is not None and after["start"] == each["until"] else None,
    )


def _summary(steps: Sequence[MarginStep], axis: Axis, reserve: int | None) -> str:
    if not steps:
        return "No duty stands, so there is no margin."
    least = min(steps, key=lambda step: step.margin)
    when = short_moment(least.start, axis.zone)
    worst = f"Cover fails from {when}" if least.margin < 0 else f"The least margin is {least.margin:,}, from {when}"
    return worst + ("." if reserve is None else f". The reserve is {reserve:,}.")
