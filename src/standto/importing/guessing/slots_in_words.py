"""Parts of a day that follow one another in a heading: quarters of an hour, hours, with or without their date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from standto.importing.cell_texts import text_of
from standto.importing.guessing.days_in_words import day_in
from standto.importing.mapping.records import DAY_MINUTES

if TYPE_CHECKING:
    from standto.sheets import Cell

FEWEST_SLOTS = 6
LONGEST_SLOT = DAY_MINUTES // 2
_CLOCK = re.compile(r"(?:(?P<date>.*\d.*)[ T,])?(?P<hour>[01]?\d|2[0-4])[:h.](?P<minute>[0-5]\d)(?::00)?")
_IN_TITLE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.? [^\W\d]{3,9}\.? \d{4}")


def slots_in(row: Sequence[Cell]) -> tuple[int, ...]:
    """Return the columns of a row that say times one after the other, each as long as most; nothing if few do."""
    found = {column: minute for column, cell in enumerate(row) if (minute := minute_in(cell)) is not None}
    steps = [(after - before) % DAY_MINUTES for before, after in pairwise(found.values())]
    usual = max(set(steps), key=steps.count, default=0)
    alike = steps.count(usual) >= 0.8 * len(steps)
    return tuple(found) if len(found) >= FEWEST_SLOTS and 0 < usual <= LONGEST_SLOT and alike else ()


def minute_in(cell: Cell) -> int | None:
    """Return the time of the day that a cell says, in minutes; None if it says none."""
    if isinstance(cell, datetime | time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return int(cell / timedelta(minutes=1))
    if isinstance(cell, date):
        return 0
    if not isinstance(cell, str):
        return None
    found = _CLOCK.fullmatch(text_of(cell))
    if found is None or (found["date"] and day_in(found["date"]) is None):
        return None
    return int(found["hour"]) * 60 + int(found["minute"])


def day_in_title(text: str) -> str:
    """Return a date in full that a title holds, as it is written there; empty if there is none."""
    found = _IN_TITLE.search(text)
    return found[0] if found and day_in(found[0]) is not None else ""


def has_days(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Return whether the cells of a row above slots say days."""
    first = [row[column] for column in columns if row[column] is not None][:1]
    return bool(first) and (isinstance(first[0], date) or day_in(first[0]) is not None)
