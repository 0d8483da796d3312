"""A mapping: how the sheets of an organisation become the tables of a scenario folder."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from typing import Any

OFF, AWAY = "off", "away"
"""What a code can mean beside times: nothing, and an absence of the whole day."""
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column of a sheet, by its heading or by its letter; a letter tells columns of the same heading apart."""

    heading: str = ""
    letter: str = ""

    def __str__(self) -> str:
        """Return the name as a message gives it."""
        return f"column {self.letter}" if self.letter else f'"{self.heading}"'


@dataclass(frozen=True, slots=True)
class ValueSource:
    """Where a value comes from: one column, several whose texts are joined, or the same text for every row.

    Attributes
    ----------
    columns
        The columns, in the order in which their texts are joined.
    value
        The text for every row; None if the value comes from columns.
    """

    columns: tuple[ColumnName, ...] = ()
    value: str | None = None


@dataclass(frozen=True, slots=True)
class DayTime:
    """A time of a day by the wall clock, in minutes after its midnight; an `until` past 24:00 is on the next day."""

    start: int
    until: int


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What a code in a cell means for its person on its day; without any time, that they are off.

    Attributes
    ----------
    times
        The times on duty.
    away
        The times of absence.
    duty
        The duty or crew that the person is bound to; empty for any.
    ready_minutes
        How long the person needs to be at work once called.
    """

    times: tuple[DayTime, ...] = ()
    away: tuple[DayTime, ...] = ()
    duty: str = ""
    ready_minutes: int = 0


WHOLE_DAY = DayTime(0, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """What a column of a roster stands for: people in its cells are on duty for this.

    Attributes
    ----------
    duty
        The duty or crew that the people are bound to; empty for any.
    ready_minutes
        How long they need to be at work once called.
    times
        The times of the day; empty if the row gives the time.
    """

    duty: str = ""
    ready_minutes: int = 0
    times: tuple[DayTime, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read.

    Attributes
    ----------
    file, sheet
        Their names; `*` stands for any text. A blank sheet is the only one of its file.
    shape
        ``days``, ``times`` or ``records``.
    into
        For ``records``, the tables that the rows go into.
    heading
        The rows of the heading, from 1.
    columns
        The source of each value that the shape or the table asks for, such as ``person``.
    duties
        For ``times``, what each column of people stands for, by its heading.
    codes
        Codes of this sheet alone, before those of the mapping.
    where
        Rows count only if their cell below each of these headings has one of these texts.
    skip
        Rows whose first filled cell is like one of these are passed over; `*` stands for any text.
    ignore
        Columns that are not read.
    split
        Signs between several values in one cell.
    empty
        Texts in cells of people that stand for nobody.
    drop
        Marks at the end of a code that are dropped, such as `*`.
    fill
        Columns whose blank cells take the value above them, as a merge down a column would give it.
    last
        The last row that is read, from 1; None to read all rows.
    turned
        Whether rows and columns are exchanged before anything else is read.
    line
        The line of the mapping file; 0 if it is not from a file.
    """

    file: str
    shape: str
    sheet: str = ""
    into: tuple[str, ...] = ()
    heading: tuple[int, ...] = (1,)
    columns: abc.Mapping[str, ValueSource] = field(default_factory=dict)
    duties: abc.Mapping[str, DutyColumn] = field(default_factory=dict)
    codes: abc.Mapping[str, CodeMeaning] = field(default_factory=dict)
    where: abc.Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    ignore: tuple[ColumnName, ...] = ()
    split: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    fill: tuple[ColumnName, ...] = ()
    last: int | None = None
    turned: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the sheets of an organisation become the tables of a scenario folder.

    Attributes
    ----------
    scenario
        Keys of `scenario.toml`, as in that file; `starts` and `ends` may be missing.
    order
        The order of numbers in dates: ``day-month`` or ``month-day``; empty if only dates that cannot be misread count.
    year
        The year of dates without one; None to take it from the horizon.
    epoch
        The year from which serial numbers count days: 1900 or 1904.
    prefix
        The start of every cipher.
    ciphers_in_sheets
        Whether the sheets hold ciphers already, in place of numbers and names.
    codes
        The meaning of each code.
    sheets
        The sheets, in order.
    values
        The ids of each text in the sheets, by the kind of the id, such as ``capability``.
    rows
        Rows of tables that no sheet holds, by the table, such as ``duties``.
    file
        The name of the mapping's file; empty if it is not from a file.
    """

    scenario: abc.Mapping[str, Any]
    sheets: tuple[SheetMapping, ...] = ()
    order: str = ""
    year: int | None = None
    epoch: int = 1900
    prefix: str = "p"
    ciphers_in_sheets: bool = False
    codes: abc.Mapping[str, CodeMeaning] = field(default_factory=dict)
    values: abc.Mapping[str, abc.Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    rows: abc.Mapping[str, tuple[abc.Mapping[str, str], ...]] = field(default_factory=dict)
    file: str = field(default="", compare=False)

    @property
    def lists_all_tickets(self) -> bool:
        """Whether a sheet has a column of skills, so that a skill that is missing in it has ended."""
        return any(
            bool(sheet.columns[name].columns)
            for sheet in self.sheets
            for name in ("capabilities", "capability")
            if name in sheet.columns and (sheet.shape == "days" or "authorisations" in sheet.into)
        )
