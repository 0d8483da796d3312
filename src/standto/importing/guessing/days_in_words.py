"""Days as planners write them: `23/09/2023 07:00`, `23 Sept`, `lun. 18 sept.`, `Mon`, 45192.29."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from standto.importing.cell_texts import text_of
from standto.importing.guessing.plain_text import unaccented

if TYPE_CHECKING:
    from standto.sheets import Cell

_EPOCH = date(1899, 12, 30)
_DAYS_OF_MONTH = range(1, 32)
_WEEKDAYS = (
    "monday mon mondays montag mo lundi lun lu",
    "tuesday tue tues tuesdays dienstag di mardi mar ma",
    "wednesday wed weds wednesdays mittwoch mi mercredi mer me",
    "thursday thu thur thurs thursdays donnerstag do jeudi jeu je",
    "friday fri fridays freitag fr vendredi ven ve",
    "saturday sat saturdays samstag sonnabend sa samedi sam",
    "sunday sun sundays sonntag so dimanche dim",
)
_MONTHS = (
    "january jan januar jaenner janner janvier janv",
    "february feb februar fevrier fevr fev",
    "march mar marz mrz maerz mars",
    "april apr avril avr",
    "may mai",
    "june jun juni juin",
    "july jul juli juillet juil",
    "august aug aout",
    "september sep sept septembre",
    "october oct oktober okt octobre",
    "november nov novembre",
    "december dec dezember dez decembre",
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(?:(?<=\d)t| |^)\d{1,2}[:h]\d{0,2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\.?|z|[+-]\d{2}:?\d{2})?$")


class SeenDay(NamedTuple):
    """A day as far as a cell says it; what it does not say is None.

    Attributes
    ----------
    numbers
        Of a date in figures: its first and second number, of which one is the day and the other the month.
    timed
        Whether a time of the day stands beside it.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    numbers: tuple[int, int] | None = None
    timed: bool = False


def day_in(cell: Cell) -> SeenDay | None:
    """Return the day that a cell says, or None if it says none."""
    if isinstance(cell, datetime):
        return SeenDay(cell.day, cell.month, cell.year, timed=bool(cell.hour or cell.minute))
    if isinstance(cell, date):
        return SeenDay(cell.day, cell.month, cell.year)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        # Excel counts days from the end of 1899: 36526 is the first day of 2000, 73050 the last of 2099.
        if not 36526 <= cell <= 73050:
            return None
        day = _EPOCH + timedelta(days=int(cell))
        return SeenDay(day.day, day.month, day.year, timed=cell != int(cell))
    return _day_in_text(text_of(cell))


@lru_cache(maxsize=100_000)
def _day_in_text(text: str) -> SeenDay | None:
    plain = unaccented(text).replace(",", " ")
    if not plain or len(plain) > 40:
        return None
    bare = _TIME.sub("", plain).strip()
    timed = bare != plain
    if iso := _ISO.fullmatch(bare):
        year, month, day = map(int, iso.groups())
        return SeenDay(day, month, year, timed=timed) if _is_day(day, month) else None
    words = [word.strip(".") for word in bare.split() if word.strip(".")]
    weekday = _WEEKDAY.get(words[0]) if words else None
    if weekday is not None and words[0] in _MONTH and words[1:] and not any(word in _MONTH for word in words[1:]):
        weekday = None  # `mar 3` is the third of March
    if weekday is not None:
        words = words[1:]
    if not words:
        return None if weekday is None else SeenDay(weekday=weekday, timed=timed)
    return _numeric(words, weekday, timed=timed) or _spoken(words, weekday, timed=timed)


def _numeric(words: Sequence[str], weekday: int | None, *, timed: bool) -> SeenDay | None:
    found = _NUMERIC.fullmatch(words[0]) if len(words) == 1 else None
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), found[4]
    if not (_is_day(first, second) or _is_day(second, first)):
        return None
    if year is None and found[2] == "-" and weekday is None:
        return None  # `09-17` is rather a time of the day
    full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return SeenDay(year=full, weekday=weekday, numbers=(first, second), timed=timed)


def _spoken(words: Sequence[str], weekday: int | None, *, timed: bool) -> SeenDay | None:
    """Read `18 Sept 2023`, `Sept 18`, `18th of September`, and with a weekday `Mon 18`."""
    words = [word for part in words for word in re.split(r"[-/]", part) if word not in ("of", "the", "den", "le")]
    bare = [re.sub(r"(?<=\d)(?:st|nd|rd|th|er|e)$", "", word) for word in words]
    months = [place for place, word in enumerate(bare) if word in _MONTH]
    numbers = [int(word) for word in bare if word.isdecimal()]
    if len(months) + len(numbers) != len(bare) or len(months) > 1 or len(numbers) > 2 or not numbers:
        return None
    if not months:
        one = len(numbers) == 1 and weekday is not None and 1 <= numbers[0] <= 31
        return SeenDay(day=numbers[0], weekday=weekday, timed=timed) if one else None
    day, year = (numbers[0], None) if len(numbers) == 1 else (numbers[0], numbers[1])
    if year is not None and year < 100:
        year += 2000
    month = _MONTH[bare[months[0]]]
    return SeenDay(day, month, year, weekday, timed=timed) if _is_day(day, month) else None


def number_of_day(cell: Cell) -> SeenDay | None:
    """Return the day of a cell that is only the number of a day in a month."""
    if isinstance(cell, str):
        text = cell.strip()
        cell = int(text) if len(text) < 3 and text.isascii() and text.isdigit() else None
    if cell is None or not isinstance(cell, int | float) or isinstance(cell, bool):
        return None
    return SeenDay(day=int(cell)) if cell in _DAYS_OF_MONTH else None


def month_in(cell: Cell) -> tuple[int, int | None] | None:
    """Return the month that a title such as `September 2023` says, with its year if it says one."""
    words = [word.strip(".,") for word in unaccented(text_of(cell)).replace("/", " ").split()]
    months = [_MONTH[word] for word in words if word in _MONTH]
    years = [int(word) for word in words if re.fullmatch(r"(?:19|20)\d\d", word)]
    if len(months) != 1 or len(years) > 1 or day_in(cell) is not None:
        return None
    return months[0], (years[0] if years else None)


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def is_run(days: Sequence[SeenDay | None]) -> bool:
    """Return whether cells of a row or column say days one after the other, whatever the order of day and month."""
    seen = [day for day in days if day is not None]
    if len(seen) < 3:
        return False
    return any(_steps(seen, read) for read in (_day_first, _month_first, lambda day: day.weekday))


def _steps(days: Sequence[SeenDay], read: Callable[[SeenDay], int | None]) -> bool:
    """Return whether most days follow on the one before by one, or begin a month or week again."""
    numbers = [number for day in days if (number := read(day)) is not None]
    good = sum(other - one == 1 or one - other in (6, 27, 28, 29, 30) for one, other in pairwise(numbers))
    return len(numbers) == len(days) >= 3 and good >= 0.6 * (len(days) - 1)


def _day_first(day: SeenDay) -> int | None:
    return day.numbers[0] if day.numbers else day.day


def _month_first(day: SeenDay) -> int | None:
    return day.numbers[1] if day.numbers else day.day


def order_of(days: Iterable[SeenDay]) -> tuple[str | None, int]:
    """Return `day-month` or `month-day` if that is decided, and how many dates in figures there are.

    A number above 12 decides, or else dates one after the other: in `02/10`, `03/10`, `04/10` the first number is the
    day. Where there is something for both, the more frequent decides.
    """
    numeric = [day.numbers for day in days if day.numbers]
    first, second = sum(one > 12 for one, _ in numeric), sum(other > 12 for _, other in numeric)
    if first == second == 0:
        pairs = list(pairwise(numeric))
        first = sum(after[0] - before[0] == 1 and after[1] == before[1] for before, after in pairs)
        second = sum(after[1] - before[1] == 1 and after[0] == before[0] for before, after in pairs)
        first, second = (first, second) if max(first, second) > 1 else (0, 0)
    decided = None if first == second == 0 else "day-month" if first >= second else "month-day"
    return decided, len(numeric)
