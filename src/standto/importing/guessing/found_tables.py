"""Tables found in sheets: where the heading is, where the rows begin and end, and which columns hold days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from standto.importing.cell_texts import text_of
from standto.importing.day_times import shift_in
from standto.importing.guessing.days_in_words import SeenDay, day_in, is_run, month_in, number_of_day
from standto.importing.guessing.heading_words import is_total, uses_of
from standto.importing.guessing.hours_in_words import is_range
from standto.importing.guessing.slots_in_words import has_days, slots_in
from standto.importing.mapping.records import SheetMapping
from standto.importing.sheet_view import SheetView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.sheets import Cell, Sheet

FEWEST_NUMBERS = 5
"""The fewest numbers one after the other that are taken as the days of a month, and dates if one stands twice."""
FEWEST_DAYS = 3
"""The fewest days of a heading that do not follow one another."""
MOST_ABOVE = 20
"""The most rows above such a heading."""
LOOKED_AT = 300
"""The rows of a sheet or a table that are looked at to find what it holds."""
_SERIAL = re.compile(r"\d{5}", re.ASCII)


@dataclass(frozen=True)
class FoundTable:
    """A table in a sheet.

    Attributes
    ----------
    heading
        The rows of the heading, from 0.
    first, end
        The rows of the body: from `first`, before `end`.
    days
        The columns headed by days one after the other, in a table of days; else empty.
    """

    sheet: Sheet
    heading: tuple[int, ...]
    first: int
    end: int
    days: tuple[int, ...] = ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The heading of each column, as a mapping reads it."""
        heading = tuple(number + 1 for number in self.heading)
        return SheetView(self.sheet, SheetMapping("", "days", heading=heading)).headings

    @property
    def days_in_heading(self) -> int:
        """The most cells of one row of the heading that say a day."""
        rows = (self.sheet.rows[number] for number in self.heading)
        return max(sum(day_in(cell) is not None for cell in row) for row in rows)

    @property
    def last(self) -> int | None:
        """The number of the last row that counts, from 1; None if nothing but totals follows it."""
        after = self.sheet.rows[self.end :]
        told = (next((text for cell in row if (text := text_of(cell))), "") for row in after)
        return self.end if any(text and not is_total(text) for text in told) else None

    def body(self) -> Sequence[tuple[Cell, ...]]:
        """Return the rows of the body."""
        return self.sheet.rows[self.first : self.end]

    def texts(self, column: int) -> list[str]:
        """Return the texts of a column in the rows looked at, blank ones among them."""
        return [text_of(row[column]) for row in self.body()[:LOOKED_AT]]

    def seen_days(self, column: int) -> list[SeenDay]:
        """Return the days that a column's cells say."""
        return [day for row in self.body()[:LOOKED_AT] if (day := day_in(row[column])) is not None]


def _spread(sheet: Sheet, number: int) -> list[str]:
    """Return the texts of a row, those of merged ranges in each of their cells."""
    texts = [text_of(cell) for cell in sheet.rows[number]]
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom:
            for column in range(left, min(right + 1, len(texts))):
                texts[column] = text_of(sheet.rows[top][left])
    return texts


def tables_in(sheet: Sheet) -> tuple[FoundTable, ...]:
    """Return the tables of a sheet from the top down; none if it holds only notes."""
    return _tables_of_days(sheet) or _table_by_columns(sheet)


def _tables_of_days(sheet: Sheet) -> tuple[FoundTable, ...]:
    """Return the tables whose headings run through days: each from one such row to the next."""
    runs = [(number, run) for number, row in enumerate(sheet.rows) if (run := _run_in(row))] or _loose_days(sheet)
    kept: list[tuple[int, tuple[int, ...]]] = []
    for number, run in runs:
        if kept and number == kept[-1][0] + 1:
            # Weekdays above or below dates belong to one heading: the dates say more.
            if _says_more(sheet.rows[number], sheet.rows[kept[-1][0]], run):
                kept[-1] = (number, run)
        else:
            kept.append((number, run))
    tables = []
    for (number, run), (following, _) in pairwise([*kept, (len(sheet.rows), ())]):
        first = number + 1
        heading = _with_months(sheet, number)
        shifts = _shifts_below(sheet, first, run)
        if shifts:
            heading, run, first = (*heading, first), shifts, first + 1
        while first < following and _run_in(sheet.rows[first]):
            first += 1
        end = _end(sheet, first, following, run)
        if end > first:
            tables.append(FoundTable(sheet, heading, first, end, run))
    return tuple(tables)


def _loose_days(sheet: Sheet) -> list[tuple[int, tuple[int, ...]]]:
    """Return the first row of days that do not follow one another, such as weekends, with no days below them."""
    for number, row in enumerate(sheet.rows[:MOST_ABOVE]):
        days = [column for column, cell in enumerate(row) if day_in(cell) is not None]
        below = next((other for other in sheet.rows[number + 1 :] if any(cell is not None for cell in other)), None)
        if len({text_of(row[column]) for column in days}) < FEWEST_DAYS or below is None:
            continue
        if len(days) == len({text_of(row[column]) for column in days}) and not any(day_in(below[c]) for c in days):
            return [(number, tuple(days))]
    return []


def _run_in(row: Sequence[Cell]) -> tuple[int, ...]:
    """Return the columns of a row's days, or times, if they follow one another, else nothing."""
    days = {column: day for column, cell in enumerate(row) if (day := day_in(cell)) is not None}
    if not days:
        days = {column: day for column, cell in enumerate(row) if (day := number_of_day(cell) or _serial(cell))}
        days = days if len(days) >= FEWEST_NUMBERS else {}
    elif len(set(days.values())) < len(days) and any(day.month or day.numbers for day in days.values()):
        # The few dates of a long table, person by person; or a heading in which one date was typed wrongly.
        once = list(dict.fromkeys(days.values()))
        return slots_in(row) or (tuple(days) if len(once) >= FEWEST_NUMBERS and is_run(once) else ())
    return tuple(days) if is_run(list(days.values())) else slots_in(row)


def _serial(cell: Cell) -> SeenDay | None:
    """Return the day of a serial number of a spreadsheet that a text file holds."""
    return day_in(int(cell)) if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()) else None


def _with_months(sheet: Sheet, number: int) -> tuple[int, ...]:
    """Return the rows of a heading of days, with the row of months above numbers, and that of days above times."""
    if number and (slots := slots_in(sheet.rows[number])):
        return (number - 1, number) if has_days(sheet.rows[number - 1], slots) else (number,)
    days = [cell for cell in sheet.rows[number] if day_in(cell) is not None]
    above = range(number - 1, max(number - 3, -1), -1)
    months = [row for row in above if any(month_in(cell) for cell in sheet.rows[row])]
    return (number,) if days or not months else tuple(range(months[0], number + 1))


def _shifts_below(sheet: Sheet, number: int, days: Sequence[int]) -> tuple[int, ...]:
    """Return the columns of a row below days that each name a shift with its hours, several to most days, or none."""
    row = sheet.rows[number] if number < len(sheet.rows) else ()
    named = tuple(column for column in range(days[0], len(row)) if text_of(row[column]))
    shifts = [column for column in named if shift_in(text_of(row[column])) is not None]
    return named if len(shifts) == len(named) > len(days) else ()


def _says_more(row: Sequence[Cell], other: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Return whether a row of days says more than the one above it: times below days, or dates below weekdays."""
    if slots_in(row):
        return not slots_in(other)
    one, two = day_in(row[columns[0]]), day_in(other[columns[0]])
    return two is None or (one is not None and one.weekday is None) or (two.day is None and two.numbers is None)


def _end(sheet: Sheet, first: int, last: int, days: Sequence[int]) -> int:
    """Return the row after the last one that has something to the left of the days and is no total.

    Rows without a code count only directly below one that counts: what follows a gap is a legend, or notes.
    """
    rows = sheet.rows[first:last]
    # People may stand to the right of the days, if nothing stands to the left.
    left = any(text_of(cell) for row in rows for cell in row[: days[0]])
    end = first
    for number, row in enumerate(rows, first):
        texts = [text for cell in (row[: days[0]] if left else row[days[-1] + 1 :]) if (text := text_of(cell))]
        if not texts or is_total(texts[0]):
            continue
        cells = any(row[column] is not None and (number, column) not in sheet.unready for column in days)
        if cells or number == first or (len(texts) > 1 and number == end):
            end = number + 1
    return end


def _table_by_columns(sheet: Sheet) -> tuple[FoundTable, ...]:
    """Return the one table of a sheet whose columns have each their own sort of value, if there is one."""
    rows = sheet.rows
    filled = [number for number, row in enumerate(rows[:LOOKED_AT]) if sum(cell is not None for cell in row) > 1]
    wide = [number for number in filled if not _is_title(sheet, number)]
    if len(wide) < 2:
        return ()
    start = _body_start(sheet, wide)
    above = [number for number in wide if start is not None and number < start]
    if start is None or not above:
        return ()
    heading = tuple(number for number in above if number > start - 4 and _joins(above, number, start))
    end = len(rows)
    while end > start and not _is_row(rows[end - 1]):
        end -= 1
    return (FoundTable(sheet, heading, start, end),) if heading and end > start else ()


def _body_start(sheet: Sheet, wide: Sequence[int]) -> int | None:
    """Return the row after the heading: after the row with most heading words, else the first row with days."""
    dated = _first_dated(sheet, wide)
    named = max(wide[:20], key=lambda number: (_uses_in(sheet.rows[number]), -number))
    if _uses_in(sheet.rows[named]) < (1 if dated is None else 2):
        return dated
    start = named + 1
    while dated is not None and start < dated and sheet.rows[start][0] is None:
        start += 1
    return start


def _joins(above: Sequence[int], number: int, start: int) -> bool:
    """Return whether a row above the body joins on to it without a row that is empty or a title between."""
    return all(row in above for row in range(number, start))


def _is_row(row: Sequence[Cell]) -> bool:
    texts = [text for cell in row if (text := text_of(cell))]
    return len(texts) > 1 and not is_total(texts[0])


def _is_title(sheet: Sheet, number: int) -> bool:
    """Return whether all of a row's cells say one text, merged or alone."""
    return len({text for text in _spread(sheet, number) if text}) <= 1


def _uses_in(row: Sequence[Cell]) -> int:
    return sum(bool(uses_of(text)) for cell in row if (text := text_of(cell)))


def _first_dated(sheet: Sheet, wide: Sequence[int]) -> int | None:
    """Return the first row of three that all say a day or a time of the day in one column."""
    width = max(len(sheet.rows[number]) for number in wide)
    starts = []
    for column in range(width):
        told = [_is_time_like(sheet.rows[number][column]) for number in wide]
        if sum(told) >= max(2, 0.5 * (len(told) - 3)) and True in told:
            place = told.index(True)
            if place and all(told[place : place + 2]):
                starts.append(wide[place])
    return min(starts, default=None)


def _is_time_like(cell: Cell) -> bool:
    return day_in(cell) is not None or (isinstance(cell, str) and is_range(cell))
