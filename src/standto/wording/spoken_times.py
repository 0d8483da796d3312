"""Moments as people write them: ``Sat 18:00``, ``23 Sept 6pm``, ``tomorrow 06:00``, ``+6h``, ``now``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

from standto.model.time import HOUR, MINUTE, Instant, Period
from standto.model.zone import NonexistentTime, Zone
from standto.wording.given_values import quoted
from standto.wording.iso_moments import iso_moment
from standto.wording.spoken_clocks import clock_of
from standto.wording.spoken_days import SpokenDay, UnknownDay, day_of

Seek = Literal["from", "after", "back", "before"]
"""Which of several moments is meant: the first from a moment on, or after it; the last up to it, or before it."""

FORMS = "2023-09-23T18:00, Sat 18:00, 23 Sept 18:00, tomorrow 06:00, +6h, now, start or end"
"""Examples of every form, for messages."""

ISO = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}[T ][0-9:].*|[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Texts that are meant as ISO 8601, whether or not they are sound."""

_UNITS = {"m": MINUTE, "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE} | {
    "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
}  # fmt: skip
_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7}
_LENGTH = re.compile(r"\s*([0-9]{1,6})\s*([a-z]+)")
_RELATIVE = re.compile(r"(now|start|end)?\s*(?:([+-])\s*((?:[0-9]{1,6}\s*[a-z]+\s*)+))?")
_IN, _AGO = re.compile(r"in\s+((?:[0-9]{1,6}\s*[a-z]+\s*)+)"), re.compile(r"((?:[0-9]{1,6}\s*[a-z]+\s*)+)\s+ago")
_OFFSET = re.compile(
    r"(.*[0-9mhn])\s?\(?(?:(?=\+|\(?(?:utc|gmt)[+-])(?:utc|gmt)?([+-])([0-9]{2}):?([0-9]{2})|(?<=[0-9])z|utc|gmt)\)?"
)
_NAME = re.compile(r"(.*[0-9]:[0-9]{2}) (?!hrs)([a-z]{3,5})")
_DIGITS, _POINTED = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_NEAR = 15
"""Days on each side within which a day of every week occurs twice."""


@dataclass(frozen=True, slots=True)
class SpokenTimes:
    """A reader of moments as people write them.

    Attributes
    ----------
    zone, horizon
        The scenario's zone and period.
    now
        The present; None if there is none.
    since
        The moment to count from; None for the present, if the horizon has it, or else the start of the horizon.
    """

    zone: Zone
    horizon: Period
    now: Instant | None = None
    since: Instant | None = None

    @property
    def origin(self) -> Instant:
        """The moment that relative forms, weekdays and times of day count from."""
        if self.since is not None:
            return self.since
        return self.now if self.now is not None and self.now in self.horizon else self.horizon.start

    @property
    def today(self) -> date:
        """The day that is today: of the moment to count from, or the present's, wherever that is."""
        moment = self.now if self.since is None and self.now is not None else self.origin
        return self.zone.local(moment).date()

    def instant(self, text: str, seek: Seek = "from") -> Instant:
        """Return the moment that a text names; `spoken_instant` says how."""
        if ISO.fullmatch(text):
            return self._existing(iso_moment(text))
        words = plain_words(text)
        relative = self._relative(words, text)
        return self._named(words, text, seek) if relative is None else relative

    def _existing(self, moment: datetime) -> Instant:
        try:
            return self.zone.instant(moment)
        except NonexistentTime as error:
            raise ValueError(f"{error}; write a time that exists, or one with its offset") from None
        except OverflowError:
            raise ValueError(f"{moment.isoformat()} is beyond the calendar") from None

    def _relative(self, words: str, text: str) -> Instant | None:
        """Return the moment that is so long after another; None if the words are no such moment."""
        for pattern, sign in ((_IN, 1), (_AGO, -1)):
            if found := pattern.fullmatch(words):
                return self._moved(self.origin, sign, found[1], text)
        found = _RELATIVE.fullmatch(words)
        if not words or found is None:
            return None
        base = self._named_base(found[1])
        return base if found[3] is None else self._moved(base, 1 if found[2] == "+" else -1, found[3], text)

    def _named_base(self, name: str | None) -> Instant:
        """Return the moment that a relative form counts from."""
        if name in ("start", "end"):
            return self.horizon.start if name == "start" else self.horizon.until
        if name is None:
            return self.origin
        if self.now is None:
            raise ValueError(f"there is no 'now' here: write another moment, as {FORMS}")
        return self.now

    def _moved(self, base: Instant, sign: int, lengths: str, text: str) -> Instant:
        """Return a moment moved by lengths of time; days and weeks keep the time of day."""
        days, rest = 0, 0
        for number, unit in _LENGTH.findall(lengths):
            if unit in _DAYS:
                days += int(number) * _DAYS[unit]
            elif unit in _UNITS:
                rest += int(number) * _UNITS[unit]
            else:
                raise ValueError(f"{quoted(text)}: {unit!r} is no unit of time: write m, h, d or w, as +1d12h")
        try:
            if days:
                local = self.zone.local(base).replace(tzinfo=None)
                base = self._existing(local + timedelta(days=sign * days))
        except OverflowError:
            raise ValueError(f"{quoted(text)} is beyond the calendar") from None
        return base + sign * rest

    def _named(self, words: str, text: str, seek: Seek) -> Instant:
        """Return the moment of a day and a time of day, or of one of the two."""
        words, offset = without_offset(words)
        name = _NAME.fullmatch(words)
        if name is not None and offset is None:
            return self._in_time(self._named(name[1], text, seek), name[2], text)
        day, clock = split(words)
        if clock is None and (offset is not None or not day):
            raise ValueError(f"{quoted(text)} is not a time: write one as {FORMS}")
        at, on = sought(self._fitting(day, clock, offset, text), self.origin, seek)
        # A day starts when it does; a time of day must exist.
        return at if clock is None or offset is not None else self._existing(datetime.combine(on, clock))

    def _in_time(self, at: Instant, name: str, text: str) -> Instant:
        """Return the moment whose clocks have a name, such as BST: the first, or the second if they show it twice."""
        second = self.zone.instant(self.zone.local(at).replace(fold=1))
        for found in (at, second):
            if (self.zone.local(found).tzname() or "").casefold() == name:
                return found
        shown_then = self.zone.local(at).tzname()
        raise ValueError(f"{quoted(text)}: clocks show {shown_then} then; write the offset, as {self.zone.iso(at)}")

    def _fitting(self, day: str, clock: time | None, offset: timezone | None, text: str) -> list[tuple[Instant, date]]:
        """Return the moments that words fit, in order, each with its day; there is one at least."""
        spoken, starts, ends = self.day(day, text), *self.horizon
        found = [(self._position(one, clock, offset), one) for one in self.dates(spoken)]
        if clock is None:
            found = [(starts if on == self.zone.local(starts).date() else at, on) for at, on in found]
        if not spoken.definite:
            found = [(at, on) for at, on in found if starts <= at <= ends]
        if not found:
            raise ValueError(self.nowhere(text))
        return found

    def day(self, words: str, text: str) -> SpokenDay:
        """Return the day that words are; none are every day."""
        try:
            return day_of(words) if words else SpokenDay()
        except UnknownDay as error:
            near = f"{error} Write" if str(error) else "write"
            raise ValueError(f"{quoted(text)} is not a time: {near} one as {FORMS}") from None

    def dates(self, day: SpokenDay) -> list[date]:
        """Return the days that a spoken day may be; of those of every week, the nearest to the moment to count from."""
        first, last = (self.zone.local(end).date() for end in self.horizon)
        if day.recurring:
            nearest = min(max(self.zone.local(self.origin).date(), first), last).toordinal()
            first = max(first, date.fromordinal(max(nearest - _NEAR, 1)))
            last = min(last, date.fromordinal(min(nearest + _NEAR, date.max.toordinal())))
        return [one for one in day.dates(first, last, self.today) if self.zone.has_day(one)]

    def nowhere(self, text: str) -> str:
        """Return the message that the horizon does not have what a text names."""
        starts, ends = (self.zone.iso(end) for end in self.horizon)
        return f"{quoted(text)} is not in the scenario, which lasts from {starts} to {ends}"

    def _position(self, day: date, clock: time | None, offset: timezone | None) -> Instant:
        """Return where a time is among others; one that the clocks skip moves forward."""
        if offset is not None:
            return self.zone.instant(datetime.combine(day, clock or time(), offset))
        return self.zone.wall_clock(day, clock or time())


def spoken_instant(
    text: str,
    zone: Zone,
    horizon: Period,
    *,
    now: Instant | None = None,
    since: Instant | None = None,
    seek: Seek = "from",
) -> Instant:
    """Return the moment that a text names.

    It may be ISO 8601, with an offset or in local time; ``now``, ``start`` or ``end`` (of the horizon); a time before
    or after one of these (``start+6h``), or after the moment to count from (``+90m``, ``-1h``, ``+1d12h``), where days
    and weeks keep the time of day; a day and a time (``Sat 18:00``, ``23 Sept 6pm``, ``tomorrow 06:00``); a day alone,
    which means its start; or a time alone. A day without its year lies in the horizon. Of a local time that occurs
    twice, the first is meant.

    Parameters
    ----------
    now
        The present, which ``now`` names and from which ``today`` and ``tomorrow`` count; None: there is none.
    since
        The moment to count from; by default the present, if the horizon has it, or else the start of the horizon.
        ``today`` is the day of this moment if it is given.
    seek
        Which moment is meant if several in the horizon fit: the first from `since` on (``from``) or after it
        (``after``), or the last up to it (``back``) or before it (``before``). If none lies on this side, the nearest
        on the other is meant.

    Raises
    ------
    ValueError
        Not a moment, or one that may be understood in two ways, that the horizon does not have or that the clocks skip.
    """
    return SpokenTimes(zone, horizon, now, since).instant(text, seek)


def sought(found: Iterable[tuple[Instant, date]], origin: Instant, seek: Seek) -> tuple[Instant, date]:
    """Return the moment that is meant, with its day, of several in order."""
    later_from = origin + (seek in ("after", "back"))
    several = list(found)
    earlier = [one for one in several if one[0] < later_from][-1:]
    later = [one for one in several if one[0] >= later_from][:1]
    return (earlier + later if seek in ("back", "before") else later + earlier)[0]


def plain_words(text: str) -> str:
    """Return a text in small letters, with single spaces, and without commas and small words."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace(",", " ").casefold()
    return " ".join(word for word in plain.split() if word not in ("at", "on"))


def split(words: str) -> tuple[str, time | None]:
    """Return the words of the day, and the time of day at their end or their start."""
    parts = words.split()
    for length in (2, 1):
        for clock, day in ((parts[-length:], parts[:-length]), (parts[:length], parts[length:])):
            if len(parts) >= length and (found := _clock_beside(" ".join(clock), " ".join(day))) is not None:
                return " ".join(day), found
    return words, None


def _clock_beside(clock: str, day: str) -> time | None:
    """Return the time of day that words are beside those of a day; None if they are none.

    Four digits are a time only beside a day of the week, because they may also be a year. Two numbers with a point are
    a time only beside a day without one, because they may also be a date.
    """
    if _DIGITS.fullmatch(clock) and day.isalpha():
        return clock_of(f"{clock}h")
    if _POINTED.fullmatch(clock) and (not day or "." in day):
        return None
    return clock_of(clock)


def without_offset(words: str) -> tuple[str, timezone | None]:
    """Return words without the offset at their end, and the offset."""
    found = _OFFSET.fullmatch(words)
    if found is None:
        return words, None
    if found[3] is None:
        return found[1], UTC
    length = timedelta(hours=int(found[3]), minutes=int(found[4]))
    if length >= timedelta(days=1):
        raise ValueError(f"{words!r}: there is no such offset")
    return found[1], timezone(-length if found[2] == "-" else length)
