"""How one found table is read: its part of a mapping, with doubts and what it tells about skills and teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from standto.importing.cell_texts import text_of
from standto.importing.guessing.column_roles import ColumnRoles, roles_in
from standto.importing.guessing.days_in_words import day_in
from standto.importing.guessing.heading_words import is_total
from standto.importing.guessing.plain_text import unaccented
from standto.importing.guessing.slots_in_words import day_in_title, slots_in
from standto.importing.guessing.spellings import ALWAYS_SPLIT, MAYBE_SPLIT, signs_between
from standto.importing.mapping.records import ColumnName, SheetMapping, ValueSource
from standto.importing.seen_sheets import TurnedSheet
from standto.importing.sheet_view import JOINT
from standto.sheets import column_letters

if TYPE_CHECKING:
    from standto.importing.guessing.found_tables import FoundTable
    from standto.sheets import Cell

Doubts = dict[str, str]
"""Doubts by the key of a `[[sheet]]` that they stand above; an empty key is the table itself."""


@dataclass(frozen=True)
class SheetGuess:
    """How one table is read.

    Attributes
    ----------
    table, roles
        The table, and what its columns hold.
    mapping
        Its part of the mapping.
    doubts
        By the key that they stand above.
    skills, teams, duties
        The texts of skills, teams and duties with the numbers of their cells.
    code
        The column of codes of a long table; None if it has none.
    """

    table: FoundTable
    roles: ColumnRoles
    mapping: SheetMapping
    doubts: Doubts
    skills: Counter[str] = field(default_factory=Counter)
    teams: Counter[str] = field(default_factory=Counter)
    duties: Counter[str] = field(default_factory=Counter)
    code: int | None = None


def file_of(table: FoundTable) -> str:
    """Return the name of a table's file without its folder."""
    return Path(table.sheet.file).name


def column_of(table: FoundTable, column: int) -> ColumnName:
    """Return a column's name in a mapping: its heading, or its letter if no heading is its alone."""
    label = table.labels[column]
    same = [other for other in table.labels if unaccented(other) == unaccented(label)]
    if label and len(same) == 1 and "*" not in label:
        return ColumnName(heading=label)
    return ColumnName(letter=column_letters(column))


def source_of(table: FoundTable, columns: Iterable[int]) -> ValueSource:
    """Return columns as the source of a value."""
    return ValueSource(tuple(column_of(table, column) for column in columns))


def texts_in(table: FoundTable, columns: Sequence[int]) -> list[str]:
    """Return the texts of columns in all rows, joined as a mapping joins them; rows without any are left out."""
    rows = ([text_of(row[column]) for column in columns] for row in table.body() if not is_passed_over(row))
    return [JOINT.join(filled) for texts in rows if (filled := [text for text in texts if text])]


def signs_of_skills(table: FoundTable, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the signs between several skills in one cell.

    Several columns whose values are of one kind, such as `Skill 1` and `Skill 2`, are split after they are joined.
    """
    values = [{unaccented(text) for text in texts_in(table, [column])} for column in columns]
    signs = {sign for column in columns for sign in signs_between(texts_in(table, [column]))}
    if any(one & other for place, one in enumerate(values) for other in values[:place]):
        signs.add(JOINT.strip())
    return tuple(sign for sign in (*ALWAYS_SPLIT, *MAYBE_SPLIT) if sign in signs)


def is_passed_over(row: Sequence[Cell]) -> bool:
    """Return whether a row begins as totals and notes do."""
    return is_total(_first_text(row))


def _first_text(row: Sequence[Cell]) -> str:
    return next((text for cell in row if (text := text_of(cell))), "")


def skips_of(table: FoundTable) -> tuple[str, ...]:
    """Return the texts with which rows of totals begin, below the table's first row."""
    # Weekdays below a heading of dates are no row of people.
    found = [_first_text(row) for row in table.sheet.rows[table.heading[-1] + 1 : table.first] if _first_text(row)]
    for row in table.sheet.rows[table.first : table.last]:
        first = _first_text(row)
        if first and is_total(first):
            found.append(first.split()[0].rstrip(":.;,") + "*")
    return tuple(dict.fromkeys(found))


def base_of(table: FoundTable, shape: str) -> SheetMapping:
    """Return a mapping that says where a table is."""
    heading = tuple(number + 1 for number in table.heading)
    return SheetMapping(
        file_of(table),
        shape,
        table.sheet.name.strip() or "*",
        heading=heading,
        skip=skips_of(table),
        last=table.last,
        turned=isinstance(table.sheet, TurnedSheet),
    )


def ignored(
    table: FoundTable, columns: Iterable[int], unknown: Iterable[int], doubts: Doubts
) -> tuple[ColumnName, ...]:
    """Return the columns that are not read, with a doubt about those that nothing is known of."""
    names = tuple(column_of(table, column) for column in columns)
    if doubtful := [str(column_of(table, column)) for column in unknown]:
        doubts["ignore"] = f"DOUBT: nothing is known about {', '.join(doubtful)}: not read."
    return names


def days_guess(table: FoundTable) -> SheetGuess | None:
    """Return how a table with a person in each row and days across is read; None without a column of people."""
    roles = roles_in(table)
    if roles.person is None:
        return None
    doubts: Doubts = {"": f"{where(table)}: a person in each row, {len(table.days)} days across."}
    columns = {"person": source_of(table, [roles.person])}
    note_person(table, roles, doubts)
    if roles.team is not None:
        columns["team"] = source_of(table, [roles.team])
    columns |= _day_of_slots(table, doubts)
    skills = texts_in(table, roles.skills)
    split = signs_of_skills(table, roles.skills)
    if roles.skills:
        columns["capabilities"] = source_of(table, roles.skills)
    left = [*roles.ignored, *(c for c in (roles.since, roles.until, roles.date, roles.duty) if c is not None)]
    names = ignored(table, sorted(left), roles.unknown, doubts)
    mapping = replace(base_of(table, "days"), columns=columns, ignore=names, split=split)
    teams = Counter(texts_in(table, [roles.team])) if roles.team is not None else Counter[str]()
    return SheetGuess(table, roles, mapping, doubts, Counter(skills), teams)


def _day_of_slots(table: FoundTable, doubts: Doubts) -> dict[str, ValueSource]:
    """Return the day of a table that is headed by times alone, as a title or the name of the sheet says it."""
    slots = slots_in(table.sheet.rows[table.heading[-1]])
    if not slots or len(table.heading) > 1 or day_in(table.sheet.rows[table.heading[-1]][slots[-1]]) is not None:
        return {}
    titles = [text_of(cell) for row in table.sheet.rows[: table.heading[-1]] for cell in row if cell is not None]
    day = next((day for text in (*titles, table.sheet.name, file_of(table)) if (day := day_in_title(text))), "")
    if not day:
        doubts["day"] = "DOUBT: the columns say times, and nothing says of which day: write it."
    return {"day": ValueSource(value=day)}


def note_person(table: FoundTable, roles: ColumnRoles, doubts: Doubts, key: str = "person") -> None:
    """Note a doubt about the column of people, if its heading does not settle it."""
    if roles.by_name:
        doubts[key] = "DOUBT: people are told apart by their names: two people of one name would become one."
    elif roles.person is not None and not roles.sure:
        name = column_of(table, roles.person)
        doubts[key] = f"DOUBT: {name} is taken as the column of people by the look of its values."


def where(table: FoundTable) -> str:
    """Return a table's sheet and rows in words."""
    if isinstance(table.sheet, TurnedSheet):
        return f"{table.sheet.name}, columns {column_letters(table.first)} to {column_letters(table.end - 1)}, turned"
    return f"{table.sheet.name}, rows {table.first + 1} to {table.end}"
