"""Times on duty in a cell's width: the letters of a shift, or the hours."""

from __future__ import annotations

from datetime import datetime, time

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.picture.rota.month_grids import MonthGrid

LONGEST = 3
"""The most letters of a shift's code."""


class ShiftCodes:
    """The codes of a scenario's shifts, and short words for other times.

    Attributes
    ----------
    key
        The code of each shift, with its id and its times, for those who read a grid.
    """

    def __init__(self, grid: MonthGrid) -> None:
        self._zone, self._midnights = grid.scenario.zone, frozenset(grid.midnights)
        codes = _codes(grid.scenario)
        self._by_clock = {
            (shift.starts, shift.ends, shift.ready_minutes): codes[shift.id] for shift in grid.scenario.shifts
        }
        self.key = [
            (codes[shift.id], shift.id, f"{shift.starts:%H:%M} to {shift.ends:%H:%M}") for shift in grid.scenario.shifts
        ]
        self._known: dict[tuple[Instant, Instant, int], str] = {}
        self._local: dict[Instant, datetime] = {}

    def of(self, start: Instant, until: Instant, ready_minutes: int) -> str:
        """Return a time of at most a day in short: the code of its shift, or its hours."""
        key = (start, until, ready_minutes)
        if key not in self._known:
            begins, ends = self.local(start).time(), self.local(until).time()
            code = self._by_clock.get((begins, ends, ready_minutes))
            self._known[key] = code or f"{_short(begins)}–{_short(ends)}"
        return self._known[key]

    def of_part(self, start: Instant, until: Instant) -> str:
        """Return the part of a longer time that lies in one day: from, until, or the whole day."""
        begins = "" if start in self._midnights else _short(self.local(start).time())
        ends = "" if until in self._midnights else _short(self.local(until).time())
        return f"{begins}–{ends}" if begins or ends else "0–24"

    def local(self, instant: Instant) -> datetime:
        """Return the local time of an instant: a month has few different ones."""
        if instant not in self._local:
            self._local[instant] = self._zone.local(instant)
        return self._local[instant]


def _codes(scenario: Scenario) -> dict[str, str]:
    """Return the shortest different beginnings of the ids of shifts, in capitals; numbers where they do not differ."""
    ids = [shift.id for shift in scenario.shifts]
    for length in range(1, LONGEST + 1):
        codes = [one[:length].capitalize() for one in ids]
        if len(set(codes)) == len(ids):
            return dict(zip(ids, codes, strict=True))
    return {one: f"S{number}" for number, one in enumerate(ids, 1)}


def _short(clock: time) -> str:
    """Return a time of day, such as ``8`` or ``8:15``."""
    return f"{clock.hour}:{clock.minute:02}" if clock.minute else f"{clock.hour}"
