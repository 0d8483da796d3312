"""The time axis of a picture: positions of instants, hours, days and changes of the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from standto.model.time import HOUR, Instant
from standto.model.zone import Zone
from standto.wording.moments import DAYS, short_day
from standto_desk.components.moments import short_moment

STEPS = ((30, 3), (96, 6), (240, 12))
"""The most hours of an axis, and the hours between its ticks."""
EDGE = 94.0
"""The percentage of the width after which an hour has no room for its number."""
WIDE = 24.0
"""The percentage of the width that a day needs for its date; a day with less than a third of it is not named."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line over a picture with its words, stronger for a day than for an hour."""

    x: str
    words: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A change of the clocks."""

    x: str
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A length of time along a picture's width, in per cent of it."""

    start: Instant
    until: Instant
    zone: Zone

    def share(self, instant: Instant) -> float:
        """Return the position of an instant in per cent; one outside the axis is at its edge."""
        within = min(max(instant, self.start), self.until)
        return 100 * (within - self.start) / max(self.until - self.start, 1)

    def x(self, instant: Instant) -> str:
        """Return the position of an instant as an SVG length."""
        return percent(self.share(instant))

    def ticks(self) -> list[Tick]:
        """Return the ticks of whole hours and of every midnight."""
        hours = (self.until - self.start) / HOUR
        step = next((step for most, step in STEPS if hours <= most), 24)
        found = []
        if name := self._day_name(self.start):
            found.append(Tick("0%", "", name))
        instant = self.zone.hour(self.start)
        while (instant := self.zone.next_hour(instant)) < self.until:
            local = self.zone.local(instant)
            if local.hour == 0:
                found.append(Tick(self.x(instant), "", self._day_name(instant) or " "))
            elif local.hour % step == 0 and not local.fold:
                room = self.share(instant) <= EDGE
                found.append(Tick(self.x(instant), f"{local.hour:02}" if room else ""))
        return found

    def changes(self) -> list[ClockChange]:
        """Return the changes of the clocks, to the hour."""
        changes = _changes_of_clocks(self.zone.name, self.zone.hour(self.start), self.zone.hour(self.until - 1))
        return [ClockChange(self.x(at), f"Clocks go {way} at {short_moment(at, self.zone)}") for at, way in changes]

    def _day_name(self, instant: Instant) -> str:
        """Return the name of a day, as far as there is room for it until the day ends."""
        local = self.zone.local(instant)
        midnight = self.zone.wall_clock(local.date() + timedelta(days=1), local.time().min)
        room = self.share(midnight) - self.share(instant)
        if room < WIDE / 3:
            return ""
        return short_day(self.zone, instant) if room >= WIDE else DAYS[local.weekday()]


@lru_cache(maxsize=256)
def _changes_of_clocks(name: str, first: Instant, last: Instant) -> tuple[tuple[Instant, str], ...]:
    """Return the hours after one, up to another, at which a zone's clocks have changed, each with the way they went."""
    zone, found = Zone(name), []
    instant = first
    while (after := zone.next_hour(instant)) <= last:
        before, now = (zone.local(each).utcoffset() or timedelta() for each in (after - 1, after))
        if before != now:
            found.append((after, "forward" if now > before else "back"))
        instant = after
    return tuple(found)


def percent(share: float) -> str:
    """Return a percentage as an SVG length, to a ten-thousandth of the width."""
    return f"{round(share, 2):g}%"
