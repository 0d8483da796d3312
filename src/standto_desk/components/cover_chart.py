"""The picture of cover, duty by duty, as lengths that a template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standto.model.time import Instant
from standto.model.zone import Zone
from standto.wording import counted
from standto_desk.components.axis import Axis, ClockChange, Tick, percent
from standto_desk.components.moments import short_moment

HEAD, ROW, BAR = 40, 56, 24
"""The pixels of the axis, of a duty, and of its bar."""
ROOM = 7.0
"""The percentage of the width that a number needs in its bar."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: the filled places at its foot, the missing ones above."""

    start: Instant
    until: Instant
    required: int
    filled: int
    x: str
    width: str
    middle: str
    height: int
    numbered: bool

    @property
    def missing(self) -> int:
        """The number of missing places."""
        return max(self.required - self.filled, 0)


@dataclass(frozen=True, slots=True)
class DutyBar:
    """One duty: its name, its state in words, and its bar."""

    name: str
    state: str
    worst: int
    top: int
    stretches: list[BarPart]


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """Everything that the picture and its table show."""

    height: int
    rows: list[DutyBar]
    ticks: list[Tick]
    changes: list[ClockChange]
    now: str | None
    summary: str


def cover_picture(
    duties: Sequence[Mapping[str, Any]], start: Instant, until: Instant, zone: Zone, now: Instant | None = None
) -> CoverPicture:
    """Return the picture of the cover of some duties.

    Parameters
    ----------
    duties
        In order, each with ``name`` and ``windows``: in order, each with ``start``, ``until``, ``required`` and
        ``filled``.
    start, until
        The span of the picture; windows are cut to it.
    zone
        The zone of its days and hours.
    now
        An instant to mark.
    """
    axis = Axis(start, until, zone)
    rows = [_row(axis, duty, HEAD + number * ROW) for number, duty in enumerate(duties)]
    return CoverPicture(
        height=HEAD + len(rows) * ROW,
        rows=rows,
        ticks=axis.ticks(),
        changes=axis.changes(),
        now=axis.x(now) if now is not None and start <= now < until else None,
        summary=_summary(rows, axis),
    )


def _row(axis: Axis, duty: Mapping[str, Any], top: int) -> DutyBar:
    stretches = [_stretch(axis, *each) for each in _joined(axis, duty["windows"])]
    worst = max((each.missing for each in stretches), default=0)
    state = f"{worst:,} missing at worst" if worst else ("Covered" if stretches else "Does not stand")
    return DutyBar(str(duty["name"]), state, worst, top, stretches)


def _joined(axis: Axis, windows: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    joined: list[list[int]] = []
    for window in windows:
        first, last = max(window["start"], axis.start), min(window["until"], axis.until)
        numbers = [window["required"], window["filled"]]
        if first >= last or not window["required"]:
            continue
        if joined and joined[-1][1] == first and joined[-1][2:] == numbers:
            joined[-1][1] = last
        else:
            joined.append([first, last, *numbers])
    return joined


def _stretch(axis: Axis, start: Instant, until: Instant, required: int, filled: int) -> BarPart:
    """Return a part of a bar; a single filled or missing place is always tall enough to see."""
    left, right = axis.share(start), axis.share(until)
    height = BAR if filled >= required else min(max(round(BAR * filled / required), 3 if filled else 0), BAR - 8)
    return BarPart(
        start=start,
        until=until,
        required=required,
        filled=filled,
        x=percent(left),
        width=percent(right - left),
        middle=percent((left + right) / 2),
        height=height,
        numbered=filled < required and right - left >= ROOM,
    )


def _summary(rows: Sequence[DutyBar], axis: Axis) -> str:
    short = [row for row in rows if row.worst]
    spanned = f"From {short_moment(axis.start, axis.zone)} to {short_moment(axis.until, axis.zone)}"
    if not short:
        return f"{spanned}, {counted(len(rows), 'duty is', 'duties are')} shown, and no place is missing."
    states = "; ".join(f"{row.name}: {row.state}" for row in short)
    return f"{spanned}, {len(short)} of {counted(len(rows), 'duty has', 'duties have')} a gap. {states}."
