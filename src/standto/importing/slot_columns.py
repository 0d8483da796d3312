"""The columns of a grid that stand for parts of a day, such as quarters of an hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from standto.importing.gathering import Spell
from standto.importing.mapping.records import DAY_MINUTES, WHOLE_DAY, DayTime


class DayColumn(NamedTuple):
    """A column of codes.

    Attributes
    ----------
    days
        The days that it holds: one, or each of a day of the week.
    weekly
        Whether its heading is a day of the week.
    minute
        The time of the day in its heading; None if it has none.
    slot
        The part of the day that it stands for.
    """

    column: int
    days: tuple[date, ...]
    weekly: bool = False
    minute: int | None = None
    slot: DayTime = WHOLE_DAY

    @property
    def is_slot(self) -> bool:
        """Whether it stands for a part of a day."""
        return self.slot != WHOLE_DAY


def with_slots(columns: Sequence[DayColumn]) -> list[DayColumn]:
    """Return columns with the part of the day that each stands for, where several are of one day.

    A part lasts until the next column of its day begins; the last of a day is as long as the one before it.
    """
    timed = Counter(column.days for column in columns if column.minute)
    # A date at midnight reads as a date alone.
    columns = [one._replace(minute=one.minute or 0) if timed[one.days] else one for one in columns]
    shared = Counter(column.days for column in columns)
    found: list[DayColumn] = []
    for place, column in enumerate(columns):
        if column.minute is None or shared[column.days] < 2:
            found.append(column)
            continue
        after = next((one.minute for one in columns[place + 1 :] if one.days == column.days), None)
        before = found[-1].slot if found and found[-1].days == column.days else None
        length = before.until - before.start if before is not None else DAY_MINUTES
        until = after if after is not None and after > column.minute else min(column.minute + length, DAY_MINUTES)
        found.append(column._replace(slot=DayTime(column.minute, until)))
    return found


def within_slot(times: Iterable[DayTime], slot: DayTime) -> tuple[DayTime, ...]:
    """Return the parts of some times that lie in a slot; all of them if it is the whole day.

    The whole day becomes the slot, also where that goes on after midnight.
    """
    if slot == WHOLE_DAY:
        return tuple(times)
    cut = (
        slot if time == WHOLE_DAY else DayTime(max(time.start, slot.start), min(time.until, slot.until))
        for time in times
    )
    return tuple(time for time in cut if time.start < time.until)


def joined_slots(spells: Iterable[Spell]) -> list[Spell]:
    """Return the times on duty of one person, those joined that touch and are for the same duty."""
    found: list[Spell] = []
    for spell in spells:
        last = found[-1] if found else None
        if last is not None and last.until == spell.start and last[3:5] == spell[3:5]:
            found[-1] = last._replace(until=spell.until)
        else:
            found.append(spell)
    return found
