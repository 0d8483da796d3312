"""Local times and clock changes: the only module that consults a time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from standto.model.time import HOUR, Instant, Period

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_EARLIEST = (datetime.min.replace(tzinfo=UTC) + timedelta(days=2) - _EPOCH) // _MICROSECOND
_LATEST = (datetime.max.replace(tzinfo=UTC) - timedelta(days=2) - _EPOCH) // _MICROSECOND


class NonexistentTime(ValueError):
    """A local time that the clocks skip when they go forward."""


class Zone:
    """An IANA time zone.

    Parameters
    ----------
    name
        An IANA name, for example ``Europe/London``.
    year
        The year to leave out when local times are written; 0: leave out no year; None: leave out every year.

    Raises
    ------
    ZoneInfoNotFoundError, ValueError
        There is no such zone.
    """

    def __init__(self, name: str, year: int | None = None) -> None:
        self.name = name
        self.year = year
        self._info = ZoneInfo(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zone) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __reduce__(self) -> tuple[type[Zone], tuple[str, int | None]]:
        return Zone, (self.name, self.year)

    def leaving_out_year_of(self, period: Period) -> Zone:
        """Return this zone for writing the times of a period: without the year, if the period lies within one."""
        first, last = self.local(period.start).year, self.local(period.until).year
        return Zone(self.name, first if first == last else 0)

    def instant(self, moment: datetime) -> Instant:
        """Return the instant of a time.

        Parameters
        ----------
        moment
            With an offset: that instant. Without one: local time; if it occurs twice, the first of the two.

        Raises
        ------
        NonexistentTime
            A local time that the clocks skip.
        """
        if moment.tzinfo is not None:
            return (moment - _EPOCH) // _MICROSECOND
        if self._skips(moment):
            raise NonexistentTime(f"{moment.isoformat()} does not exist in {self.name}: the clocks go forward")
        first = moment.replace(tzinfo=self._info, fold=0).utcoffset() or timedelta()
        return (moment - _NAIVE_EPOCH - first) // _MICROSECOND

    def wall_clock(self, day: date, clock: time) -> Instant:
        """Return the instant at which the wall clock shows a time on a day; a time that is skipped moves forward."""
        moment = datetime.combine(day, clock)
        offset = moment.replace(tzinfo=self._info).utcoffset() or timedelta()
        return (moment - _NAIVE_EPOCH - offset) // _MICROSECOND

    def has_day(self, day: date) -> bool:
        """Return whether a local date exists: a zone that moves across the date line skips one."""
        return not all(self._skips(datetime.combine(day, clock)) for clock in (time.min, time.max))

    def _skips(self, moment: datetime) -> bool:
        """Return whether the clocks skip a local time when they go forward."""
        first, second = (moment.replace(tzinfo=self._info, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
        return second > first

    def hour(self, instant: Instant) -> Instant:
        """Return the last instant up to this one at which the wall clock shows a whole hour."""
        while past := self._past_the_hour(instant):
            instant -= past
        return instant

    def next_hour(self, instant: Instant) -> Instant:
        """Return the first instant after this one at which the wall clock shows a whole hour."""
        instant += HOUR - self._past_the_hour(instant)
        while past := self._past_the_hour(instant):
            instant += HOUR - past
        return instant

    def _past_the_hour(self, instant: Instant) -> Instant:
        """Return how far the wall clock is past the hour."""
        offset = (self.local(instant).utcoffset() or timedelta()) // _MICROSECOND
        return (instant + offset) % HOUR

    def local(self, instant: Instant) -> datetime:
        """Return the local time of an instant, with its offset; outside the calendar, of its first or last days."""
        within = min(max(instant, _EARLIEST), _LATEST)
        return (_EPOCH + within * _MICROSECOND).astimezone(self._info)

    def iso(self, instant: Instant) -> str:
        """Return an instant in ISO 8601 with the offset then in force here."""
        return self.local(instant).isoformat()
