"""What people do on each day of a month: their times on duty, each on the day on which it starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.model.time import DAY, HOUR, Instant, Period
from standto.register import TimeOnDuty
from standto.register.on_duty_times import CALLED, OWN_WORD
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import MonthGrid

LONGEST = DAY + HOUR
"""The longest time that stands on the day of its start alone: longer ones stand on each of their days."""
DUTY, CALL, CALLED_IN, AWAY = "duty", "call", "called", "away"
"""The ways in which somebody is on duty or not."""
WORDS = {DUTY: "", CALL: "on call", CALLED_IN: "called in", AWAY: "away"}


class DayPiece(NamedTuple):
    """A time on duty, or a part of one, on one day.

    Attributes
    ----------
    way
        `DUTY`, `CALL`, `CALLED_IN` or `AWAY`.
    text
        In short, as a grid has it.
    start, until
        The whole time.
    duty
        The id of the duty or crew that they are there for alone; blank for any.
    partly
        Whether the person is unavailable for some of it.
    """

    way: str
    text: str
    start: Instant
    until: Instant
    duty: str
    partly: bool


def pieces_of(grid: MonthGrid, place: int, codes: ShiftCodes) -> dict[int, list[DayPiece]]:
    """Return what a person does by day, from 0; days on which they neither are on duty nor unavailable are left out."""
    found: dict[int, list[DayPiece]] = {}
    for time in grid.times.of(place):
        for day, start, until in _days(grid, time):
            if 0 <= day < len(grid.days):
                found.setdefault(day, []).append(_piece(grid, place, time, Period(start, until), codes))
    if place in grid.away:
        for day, one in enumerate(grid.days):
            if day not in found and grid.is_away(place, Period(one.start, one.until)):
                found[day] = [DayPiece(AWAY, "away", one.start, one.until, "", partly=False)]
    return found


def _days(grid: MonthGrid, time: TimeOnDuty) -> Iterator[tuple[int, Instant, Instant]]:
    """Yield the days on which a time stands, with its part there."""
    if time.until - time.start <= LONGEST:
        yield grid.day_of(time.start), time.start, time.until
        return
    for day in range(max(grid.day_of(time.start), 0), len(grid.days)):
        one = grid.days[day]
        if one.start >= time.until:
            return
        yield day, max(one.start, time.start), min(one.until, time.until)


def _piece(grid: MonthGrid, place: int, time: TimeOnDuty, part: Period, codes: ShiftCodes) -> DayPiece:
    whole = part == (time.start, time.until)
    away, partly = grid.is_away(place, part), grid.is_partly_away(place, part)
    way = AWAY if away else CALLED_IN if time.why == CALLED else CALL if _is_on_call(time) else DUTY
    text = codes.of(*part, time.ready_minutes) if whole and _is_short(part) else codes.of_part(*part)
    return DayPiece(way, "away" if away else text, time.start, time.until, time.duty, partly and not away)


def _is_short(part: Period) -> bool:
    return part.until - part.start <= LONGEST


def _is_on_call(time: TimeOnDuty) -> bool:
    return time.ready_minutes > 0 or time.why == OWN_WORD
