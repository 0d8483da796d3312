"""Times of day as people write them: ``18:00``, ``6pm``, ``6.30 pm``, ``1800h``, ``noon``."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?\s?(?P<half>am|pm|a\.m\.|p\.m\.)"
    r"|(?P<h>[0-9]{1,2})[:.](?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?\s?(?:h|hrs)?"
    r"|(?P<hh>[0-9]{1,2})\s?h\s?(?P<mm>[0-9]{2})?"
    r"|(?P<hhh>[0-9]{2})(?P<mmm>[0-9]{2})\s?h(?:rs)?"
    r"|noon|midday"
)
_EITHER_END = "midnight is the start of a day and the end of another: write 00:00 and the day that it starts"
_EITHER_HALF = "12 am and 12 pm are read both ways: write 12:00 for noon, or 00:00"


def clock_of(words: str) -> time | None:
    """Return the time of day that some words are; None if they are none.

    Parameters
    ----------
    words
        Small letters, with single spaces.

    Raises
    ------
    ValueError
        A time of day that people read in two ways, or that no clock shows.
    """
    if words == "midnight":
        raise ValueError(_EITHER_END)
    if words in ("noon", "midday"):
        return time(12)
    found = _TIME.fullmatch(words)
    if found is None:
        return None
    if found["half"]:
        return _of_half(words, int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0), found["half"])
    hour = found["h"] or found["hh"] or found["hhh"]
    minute = found["m"] or found["mm"] or found["mmm"] or 0
    return _clock(words, int(hour), int(minute), int(found["s"] or 0))


def _of_half(words: str, hour: int, minute: int, second: int, half: str) -> time:
    """Return a time of the morning or the afternoon."""
    if hour == 12 and not minute and not second:
        raise ValueError(_EITHER_HALF)
    if not 1 <= hour <= 12:
        raise ValueError(f"{words!r} is no time of day: write hours 1 to 12 before am or pm")
    return _clock(words, hour % 12 + 12 * half.startswith("p"), minute, second)


def _clock(words: str, hour: int, minute: int, second: int) -> time:
    if hour == 24 and not minute and not second:
        raise ValueError(f"{words!r} is no time of day: write 00:00 and the day that it starts")
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{words!r} is no time of day: write one from 00:00 to 23:59")
    return time(hour, minute, second)
