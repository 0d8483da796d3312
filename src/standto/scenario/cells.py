"""Parsing of one cell: its value, or a message that says what is wrong and what is allowed."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from standto.model.duties import JOINED
from standto.model.time import HOUR, MINUTE, SECOND, Instant
from standto.model.zone import NonexistentTime, Zone
from standto.scenario.name_likeness import meant
from standto.wording.given_values import quoted
from standto.wording.iso_moments import iso_moment

MOST = 1_000_000
"""The largest number of people or places in a cell; sums of cells stay exact."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
_KEPT = 100_000
_LONGEST_WORD = 60


class Unusable(ValueError):
    """A cell that cannot be used; the message says what is wrong and what is allowed."""


def shown(text: str) -> str:
    """Return a cell for a message: quoted, shortened, with its invisible characters made visible."""
    return quoted(text)


def spelt(text: str) -> str:
    """Return a name for a message, with the code points of its characters if any is not ASCII."""
    return shown(text) if shown(text).isascii() else f"{shown(text)} ({text!a})"


def is_id(text: str) -> bool:
    """Return whether a text can be an id."""
    return _ID.fullmatch(text) is not None


def identifier(text: str) -> str:
    """Return an id."""
    if _ID.fullmatch(text) is None:
        raise Unusable(
            f"{shown(text)} is not an id: write small letters a to z, digits, '.', '_' and '-', "
            "the first a letter or a digit"
        )
    return text


def items(text: str) -> tuple[str, ...]:
    """Return the items of a list that semicolons separate."""
    found = tuple(text.split(";")) if text else ()
    if "" in found:
        raise Unusable(f"{shown(text)} has an empty item: separate items by one ';', with none at the end")
    if len(set(found)) < len(found):
        raise Unusable(f"{shown(text)} names an item twice: write each once")
    return found


def alternatives(text: str) -> tuple[str, ...]:
    """Return the items of a list of alternatives, each one or more names joined by `+`."""
    found = items(text)
    seen: dict[frozenset[str], str] = {}
    for one in found:
        names = one.split(JOINED)
        if "" in names:
            raise Unusable(f"{shown(one)} has nothing on one side of a '+': write one name on each side")
        if len(names) > 1 and any(name != name.strip() for name in names):
            raise Unusable(f"{shown(one)} has a space beside a name: write names and '+' without spaces")
        if len(set(names)) < len(names):
            raise Unusable(f"{shown(one)} names one twice: write each once")
        if (other := seen.setdefault(frozenset(names), one)) != one:
            raise Unusable(f"{shown(one)} is the same alternative as {shown(other)}: write each once")
    return found


def whole(text: str, least: int = 0, most: int = MOST) -> int:
    """Return a whole number within bounds."""
    number = int(text) if _NUMBER.fullmatch(text) else None
    if number is None or not least <= number <= most:
        raise Unusable(f"{shown(text)} is not allowed: write a whole number from {least:,} to {most:,}")
    return number


def choice(text: str, allowed: tuple[str, ...]) -> str:
    """Return one of some allowed words."""
    if text not in allowed:
        raise Unusable(f"{shown(text)} is not allowed: write one of {', '.join(allowed)}{_meant(text, allowed)}")
    return text


@lru_cache(maxsize=1024)
def _meant(text: str, allowed: tuple[str, ...]) -> str:
    """Return the question whether a similar word was meant; a column often has the same wrong word in many rows."""
    return meant(text, allowed) if len(text) <= _LONGEST_WORD else ""


def label(text: str) -> str:
    """Return a name that is compared exactly, for example a task's."""
    if text != text.strip() or text == "*":
        raise Unusable(f"{shown(text)} is not a name: write one without spaces around it, and not '*'")
    return text


class Times:
    """A reader of times in cells.

    Most times of a scenario share their hour with many others. If the clocks do not change within an hour, its start
    is computed once, and the minutes are added. Times without an offset are in `zone`.
    """

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._hours: dict[str, Instant | None] = {}
        self._minutes = {f":{m:02}:{s:02}": (m * 60 + s) * SECOND for m in range(60) for s in range(60)}
        self._minutes |= {f":{m:02}": m * MINUTE for m in range(60)}

    def instant(self, text: str) -> Instant:
        """Return the instant that a cell names; raise `Unusable` if it names none."""
        hour, minutes = text[:13] + text[19:], self._minutes.get(text[13:19])
        base = self._hours.get(hour)
        if base is None or minutes is None:
            return self._uncached(text)
        return base + minutes

    def _uncached(self, text: str) -> Instant:
        """Return the instant that a cell names, and cache its hour."""
        found = self._from_calendar(text)
        if len(self._hours) >= _KEPT:
            self._hours.clear()
        hour = text[:13] + text[19:]
        if hour not in self._hours and text[13:19] in self._minutes:
            self._hours[hour] = self._hour(text[:13], text[19:])
        return found

    def _hour(self, start: str, end: str) -> Instant | None:
        """Return the instant at which an hour starts; None if the clocks change within it."""
        try:
            first, last = (self._from_calendar(f"{start}:{minutes}{end}") for minutes in ("00:00", "59:59"))
        except Unusable:
            return None
        return first if last - first == HOUR - SECOND else None

    def _from_calendar(self, text: str) -> Instant:
        """Return the instant that a cell names, without the cache."""
        try:
            found = self._zone.instant(moment(text))
        except NonexistentTime as error:
            raise Unusable(f"{error}; write a time that exists, or one with its offset") from None
        if not _FIRST <= found <= _LAST:
            raise Unusable(f"{shown(text)} is beyond the calendar: leave the cell blank for no limit")
        return found


def moment(text: str) -> datetime:
    """Return a date and time in ISO 8601, with or without its offset; raise `Unusable` if the text is none."""
    try:
        return iso_moment(text)
    except ValueError as error:
        raise Unusable(str(error)) from None
