"""Months by the calendar, in a time zone."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import NamedTuple

from standto.model.time import Instant, Period
from standto.model.zone import Zone

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @property
    def key(self) -> str:
        """The month as the ledger has it, such as ``2024-03``."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def label(self) -> str:
        """The month in words, such as ``March 2024``."""
        return f"{NAMES[self.month - 1]} {self.year}"

    @property
    def after(self) -> Month:
        """The next month."""
        return self.later(1)

    @property
    def before(self) -> Month:
        """The month before."""
        return self.later(-1)

    def later(self, months: int) -> Month:
        """Return the month that is some months later."""
        years, place = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, place + 1)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the month."""
        first = date(self.year, self.month, 1)
        number = (date(*self.after, 1) - first).days
        return tuple(first + timedelta(days=place) for place in range(number))

    @property
    def possible(self) -> bool:
        """Whether the desk shows a rota of this month."""
        return FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.month <= len(NAMES)

    def period(self, zone: Zone) -> Period:
        """Return the period of the month, from midnight to midnight by the local clock."""
        return Period(*(zone.wall_clock(date(*one, 1), time()) for one in (self, self.after)))

    def midnights(self, zone: Zone) -> list[Instant]:
        """Return the start of each day, and the end of the month."""
        return [zone.wall_clock(day, time()) for day in (*self.days, date(*self.after, 1))]


def month_of(instant: Instant, zone: Zone) -> Month:
    """Return the month of an instant."""
    local = zone.local(instant)
    return Month(local.year, local.month)


def month_called(key: str) -> Month | None:
    """Return the month that the ledger calls by a key such as ``2024-03``; None if it is none."""
    parts = key.split("-")
    if len(parts) != 2 or not all(part.isdecimal() and part.isascii() and len(part) <= 4 for part in parts):
        return None
    found = Month(int(parts[0]), int(parts[1]))
    return found if found.possible and found.key == key else None
