"""One sheet of a workbook: its cells, and what a reader of them must know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None
"""The value of a cell; None if it is empty."""
Range: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row and last column of a range, from 0, the last ones included."""

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV or iCalendar file.

    Attributes
    ----------
    file
        The file as the user named it.
    name
        The sheet's name; a file without sheets has its own, without the ending.
    rows
        The cells of every row from the first row of the sheet, all of one length. A whole number is an int, whatever
        the file says; a cell of a CSV file is always text. In a workbook, a date with the time 00:00 is a date.
    merged
        The merged ranges; the value stands in the first cell of each, and the others are empty.
    unready
        The cells, as row and column, whose value cannot be relied on: formulas that were saved without a value, and
        errors such as ``#REF!``.
    errors
        Those of `unready` that hold an error; the text of the error is the value of the cell.
    hidden
        Whether the sheet is hidden.
    notes
        What a planner must know about the reading, in words: the encoding and delimiter of a CSV file, hidden rows.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    merged: tuple[Range, ...] = field(default=(), repr=False)
    unready: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    errors: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    hidden: bool = False
    notes: tuple[str, ...] = ()

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as a spreadsheet writes it, such as ``Rota!E14``; row and column from 0."""
        name = self.name if _PLAIN_NAME.fullmatch(self.name) else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{column_letters(column)}{row + 1}"

    def why_unready(self, row: int, column: int) -> str:
        """Return what is wrong with a cell of `unready`, in words."""
        if (row, column) in self.errors:
            return f"holds the error {self.rows[row][column]}: mend the formula, and save the workbook again"
        return "is a formula that was saved without its value: open the workbook in a spreadsheet, and save it again"


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=4_096)
def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def padded(rows: Sequence[Sequence[Cell]], width: int, least: int = 0) -> tuple[tuple[Cell, ...], ...]:
    """Return rows as tuples of one length, without the empty rows at the end; at least the first `least` rows stay."""
    last = len(rows)
    while last > least and not any(value is not None for value in rows[last - 1]):
        last -= 1
    return tuple((*row, *(None,) * (width - len(row))) if len(row) < width else tuple(row) for row in rows[:last])
