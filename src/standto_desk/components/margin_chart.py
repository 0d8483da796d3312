"""The margin over some hours, as lengths that a template draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto_desk.components.axis import Axis, Change, Tick, percent
from standto_desk.components.moments import short_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standto.model.time import Instant
    from standto.model.zone import Zone

HEAD, PLOT, FOOT = 40, 150, 10
"""Pixels: of the axis, of what is drawn, and below it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level of the line; `rise` is where the next begins, where it follows on."""

    start: Instant
    until: Instant
    margin: int
    x1: str
    x2: str
    width: str
    y: float
    rise: float | None


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the picture, with its number."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class MarginPicture:
    """Everything that the picture and the table behind it show."""

    height: int
    steps: list[Step]
    levels: list[Level]
    reserve: Level | None
    zero: float
    ticks: list[Tick]
    changes: list[Change]
    now: str | None
    summary: str


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
        In order, each with ``start``, ``until`` and ``margin``: a number, -1 where cover has failed already, or None
        where nothing stands.
    start, until, zone, now
        As for the cover.
    reserve
        A level to mark.
    """
    axis = Axis(start, until, zone)
    kept = [each for each in steps if each["margin"] is not None and each["start"] < until and each["until"] > start]
    top = max([each["margin"] for each in kept] + [reserve or 0, 1])
    low = min([each["margin"] for each in kept] + [0])

    def height_of(margin: int) -> float:
        return round(HEAD + PLOT * (top - margin) / (top - low), 1)

    drawn = [
        _step(axis, each, kept[number + 1] if number + 1 < len(kept) else None, height_of)
        for number, each in enumerate(kept)
    ]
    return MarginPicture(
        height=HEAD + PLOT + FOOT,
        steps=drawn,
        levels=[Level(height_of(level), f"{level:,}") for level in (0, top)],
        reserve=None if reserve is None else Level(height_of(reserve), f"reserve {reserve:,}"),
        zero=height_of(0),
        ticks=axis.ticks(),
        changes=axis.changes(),
        now=axis.x(now) if now is not None and start <= now < until else None,
        summary=_summary(drawn, axis, reserve),
    )


def _step(axis: Axis, each: Mapping[str, Any], following: Mapping[str, Any] | None, height_of: Any) -> Step:
    """Return one level of the line."""
    left, right = axis.share(each["start"]), axis.share(each["until"])
    follows = following is not None and following["start"] == each["until"]
    return Step(
        start=max(each["start"], axis.start),
        until=min(each["until"], axis.until),
        margin=each["margin"],
        x1=percent(left),
        x2=percent(right),
        width=percent(right - left),
        y=height_of(each["margin"]),
        rise=height_of(following["margin"]) if following is not None and follows else None,
    )


def _summary(steps: Sequence[Step], axis: Axis, reserve: int | None) -> str:
    """Return the picture in words."""
    if not steps:
        return "No duty stands, so that there is no margin."
    least = min(steps, key=lambda step: step.margin)
    when = short_moment(least.start, axis.zone)
    said = f"Cover fails from {when}" if least.margin < 0 else f"The least margin is {least.margin:,}, from {when}"
    return said + ("." if reserve is None else f". The reserve is {reserve:,}.")
