"""Which kind of table each sheet holds, and how each table is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standto.importing.cell_texts import text_of
from standto.importing.guessing.days_in_words import day_in, month_in
from standto.importing.guessing.found_tables import tables_in
from standto.importing.guessing.heading_words import uses_of
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.known_codes import MARKS, known_meaning, shift_letters
from standto.importing.guessing.legends import is_legend
from standto.importing.guessing.long_tables import record_guesses
from standto.importing.guessing.plain_text import id_of, unaccented
from standto.importing.guessing.roster_guesses import RosterGuess, roster_guess
from standto.importing.guessing.sheet_guesses import SheetGuess, days_guess
from standto.importing.mapping.records import ValueSource
from standto.importing.seen_sheets import turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.importing.guessing.found_tables import FoundTable
    from standto.sheets import Sheet

MOST_TURNED = 2_000
"""The most rows of a sheet in which days may stand below one another, with people across."""


@dataclass(frozen=True)
class GuessedSheets:
    """The tables of all sheets by their kind, in the order of the sheets.

    Attributes
    ----------
    grids, rosters, records
        Tables of days, of times, and long tables.
    empty
        The sheets that hold none of them.
    """

    grids: tuple[SheetGuess, ...]
    rosters: tuple[RosterGuess, ...]
    records: tuple[SheetGuess, ...]
    empty: tuple[Sheet, ...]

    @property
    def tables(self) -> tuple[FoundTable, ...]:
        """Every table that is read, each once."""
        found = [guess.table for guess in self.all]
        return tuple({id(table): table for table in found}.values())

    @property
    def all(self) -> tuple[SheetGuess | RosterGuess, ...]:
        """Every guess: grids, then rosters, then long tables."""
        return (*self.grids, *self.rosters, *self.records)

    @property
    def of_people(self) -> tuple[SheetGuess, ...]:
        """The guesses of tables with a column of people."""
        return (*self.grids, *self.records)


def guessed_sheets(sheets: Iterable[Sheet]) -> GuessedSheets:
    """Return how each sheet is read; hidden sheets are not."""
    grids: list[SheetGuess] = []
    rosters: list[RosterGuess] = []
    records: list[SheetGuess] = []
    empty: list[Sheet] = []
    for sheet in sheets:
        before = len(grids) + len(rosters) + len(records)
        for table in () if sheet.hidden else _tables(sheet):
            if table.days:
                grids += filter(None, [days_guess(table)])
            elif _is_roster(table) and (roster := roster_guess(table)) is not None:
                rosters.append(roster)
            else:
                records += record_guesses(table)
        if len(grids) + len(rosters) + len(records) == before:
            empty.append(sheet)
    return GuessedSheets(_with_teams(grids), tuple(rosters), tuple(records), tuple(empty))


def _tables(sheet: Sheet) -> tuple[FoundTable, ...]:
    """Return the tables of a sheet; where days stand below one another and codes beside them, of the sheet turned."""
    if len(sheet.rows) < MOST_TURNED and is_legend(sheet.rows, sheet.address):
        return ()
    tables = tables_in(sheet)
    if any(table.days for table in tables) or len(sheet.rows) > MOST_TURNED:
        return tables
    found = tuple(table for table in tables_in(turned(sheet)) if table.days and _holds_codes(table))
    return found or tables


def _holds_codes(table: FoundTable) -> bool:
    """Return whether most cells of a table of days are codes that rotas commonly use, or say times of the day."""
    texts = Counter(unaccented(text) for column in table.days for text in table.texts(column) if text)
    letters = shift_letters(frozenset(texts))
    known = sum(
        number
        for text, number in texts.items()
        if text in letters or text in MARKS or known_meaning(text) or hours_in(text)
    )
    return known > 0.5 * texts.total() or _is_shared(table)


def _is_shared(table: FoundTable) -> bool:
    """Return whether a few texts stand beside most people: they are codes, even if nobody knows what they mean."""
    rows = [
        {unaccented(text) for cell in (row[c] for c in table.days) if (text := text_of(cell))} for row in table.body()
    ]
    filled = [texts for texts in rows if texts]
    spread = Counter(text for texts in filled for text in texts)
    return len(filled) > len(spread) and all(number > 0.5 * len(filled) for number in spread.values())


def _is_roster(table: FoundTable) -> bool:
    """Return whether a table has a column of times first, each once, and no column that is headed as one of people."""
    uses = {use.use for label in table.labels for use in uses_of(label)}
    if uses & {"person", "name"}:
        return False
    columns = [column for column, label in enumerate(table.labels) if label or any(table.texts(column))]
    for column in columns[:2]:
        texts = [text for text in table.texts(column) if text]
        if texts and all(day_in(text) is not None for text in texts):
            return len(set(texts)) == len(texts) > 1
    return False


def _with_teams(grids: list[SheetGuess]) -> tuple[SheetGuess, ...]:
    """Return the tables of days, with the sheet's name as the team where several sheets have no column of teams."""
    without = [guess for guess in grids if guess.roles.team is None]
    names = {guess.table.sheet.name for guess in without}
    if len(names) < 2 or any(month_in(name) or day_in(name) or text_of(name).isdigit() for name in names):
        return tuple(grids)
    return tuple(_of_team(guess) if guess in without else guess for guess in grids)


def _of_team(guess: SheetGuess) -> SheetGuess:
    team = id_of(guess.table.sheet.name)
    if not team:
        return guess
    columns = {**guess.mapping.columns, "team": ValueSource(value=team)}
    doubts = guess.doubts | {"team": "DOUBT: the name of the sheet is taken as the team."}
    return replace(guess, mapping=replace(guess.mapping, columns=columns), doubts=doubts)
