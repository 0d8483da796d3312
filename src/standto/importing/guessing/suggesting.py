"""The suggestion of a mapping: what workbooks seem to hold, with every doubt beside what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import Fault, InputError
from standto.importing.cell_texts import text_of
from standto.importing.day_times import day_time
from standto.importing.guessing.cell_codes import GuessedCodes, guessed_codes, seen_codes, untold_lines
from standto.importing.guessing.column_roles import ColumnRoles
from standto.importing.guessing.legends import LegendEntry, sentence_entries, table_entries
from standto.importing.guessing.long_tables import ANY_SKILL
from standto.importing.guessing.plain_text import kept_secret, tellable
from standto.importing.guessing.roster_guesses import RosterGuess
from standto.importing.guessing.second_names import with_second_names
from standto.importing.guessing.sheet_kinds import GuessedSheets, guessed_sheets
from standto.importing.guessing.suggested_duties import (
    SuggestedDuty,
    duties_of_roster,
    duties_of_values,
    tickets_held,
)
from standto.importing.guessing.suggested_ids import SuggestedValues, suggested_values
from standto.importing.guessing.suggested_settings import suggested_scenario
from standto.importing.guessing.ticket_sheets import tickets_shown
from standto.importing.guessing.unread_times import faults_of_unread_times
from standto.importing.mapping.records import WHOLE_DAY, CodeMeaning, SheetMapping
from standto.importing.mapping.records import Mapping as ImportMapping
from standto.importing.mapping.writer import mapping_text
from standto.wording import counted

if TYPE_CHECKING:
    from standto.importing.guessing.found_tables import FoundTable
    from standto.importing.guessing.known_codes import Meaning
    from standto.sheets import Sheet

Place = tuple[str | int, ...]
"""The path of a key or table of a mapping."""
DOUBT = "DOUBT"
LOOKED_AT = 5_000
"""The rows of a sheet that are looked at to find a legend."""


@dataclass(frozen=True, repr=False)
class Suggestion:
    """A mapping as guessed, with what is doubtful about it.

    Attributes
    ----------
    mapping
        The mapping.
    comments
        What was seen, by the path of the key or table; a line that begins with `DOUBT` asks for a decision.
    """

    mapping: ImportMapping
    comments: Mapping[Place, str]

    def __repr__(self) -> str:
        """Say in one line how much is doubtful."""
        sheets = counted(len(self.mapping.sheets), "sheet")
        return f"<Suggestion of a mapping of {sheets}: {counted(self.doubts, 'doubt')}>"

    @cached_property
    def text(self) -> str:
        """The mapping's file, with its comments."""
        return mapping_text(self.mapping, self.comments)

    @property
    def doubts(self) -> int:
        """The number of doubts."""
        return sum(line.startswith(DOUBT) for text in self.comments.values() for line in text.splitlines())


def suggestion(sheets: Iterable[Sheet], *, first_day: date | None = None) -> Suggestion:
    """Guess how workbooks are read; the same sheets give the same suggestion.

    Parameters
    ----------
    sheets
        The sheets of all workbooks.
    first_day
        The first day of sheets that name weekdays without dates; it also gives the year of dates without one.

    Raises
    ------
    InputError
        No sheet holds a table that can be guessed, or the one that says who is on duty is not; it says of each sheet
        what was missing.
    """
    given = tuple(sheets)
    found = with_second_names(guessed_sheets(given))
    if not found.tables:
        raise InputError([_not_guessed(sheet) for sheet in given])
    if faults := tuple(faults_of_unread_times(found)):
        raise InputError(faults)
    return _Assembly(given, found, first_day).suggestion()


def _not_guessed(sheet: Sheet) -> Fault:
    filled = sum(cell is not None for row in sheet.rows for cell in row)
    what = (
        f"{counted(filled, 'cell')} with something in them, but no table that can be guessed: write a mapping by hand. "
        "A table needs a heading, and below it a column of people or of times"
    )
    return Fault(Path(sheet.file).name, f"sheet {sheet.name!r}: {what}")


class _Assembly:
    """The parts of a suggestion, put together once the tables are found."""

    def __init__(self, sheets: Sequence[Sheet], found: GuessedSheets, first_day: date | None) -> None:
        self._sheets = sheets
        self._found = found
        self._secrets = kept_secret(_people(found))
        self._settings = suggested_scenario(found, self._secrets, first_day)
        self._comments: dict[Place, str] = dict(self._settings.doubts)

    def suggestion(self) -> Suggestion:
        """Return the whole."""
        found = self._found
        skills = self._values("capability", [(one.skills, one.mapping.split) for one in found.of_people])
        teams = self._values("team", [(one.teams, ()) for one in found.of_people])
        duties = self._values("duty", [(one.duties, ()) for one in found.records])
        codes = self._codes()
        sheets = self._sheet_mappings(codes, anybody=not skills.ids)
        rows = self._duties(skills, duties)
        if not skills.ids and duties.ids:
            # The tickets come from the duties that people are on.
            skills = replace(duties, kind="capability")
        mapping = ImportMapping(
            scenario=self._settings.scenario,
            sheets=tuple(sheets),
            order=self._settings.order,
            year=self._settings.year,
            codes={one.code.text: _code_meaning(one.meaning) for one in codes.codes},
            values={
                each.kind: {text: (one,) for text, one in each.ids.items()}
                for each in (skills, teams, duties)
                if each.ids
            },
            rows=({"duties": rows} if rows else {}) | _unheld(rows, skills),
        )
        self._comments[()] = "\n".join(self._head(codes))
        return Suggestion(mapping, self._comments)

    def _values(self, kind: str, cells: list[tuple[Counter[str], tuple[str, ...]]]) -> SuggestedValues:
        values = suggested_values(kind, cells, self._secrets, qualified=kind == "capability")
        self._comments |= {("values", kind, text): doubt for text, doubt in values.doubts.items()}
        return values

    def _codes(self) -> GuessedCodes:
        tables = [guess.table for guess in self._found.grids]
        tables += [replace(one.table, days=(one.code,)) for one in self._found.records if one.code is not None]
        legend = [entry for entry in self._legend(tables) if tellable(entry.phrase, self._secrets)]
        codes = guessed_codes(seen_codes(tables), legend, self._secrets)
        self._comments |= {("codes", one.code.text): one.doubt for one in codes.codes if one.doubt}
        return codes

    def _legend(self, tables: Sequence[FoundTable]) -> Iterator[LegendEntry]:
        """Yield what texts outside the tables say about codes."""
        if not tables:
            return
        for sheet in self._sheets:
            inside = {
                row for table in self._found.tables if table.sheet is sheet for row in range(table.first, table.end)
            }
            outside = [(number, row) for number, row in enumerate(sheet.rows[:LOOKED_AT]) if number not in inside]
            for number, row in outside:
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        yield from sentence_entries(cell, sheet.address(number, column))
            yield from table_entries(outside, sheet.address)

    def _sheet_mappings(self, codes: GuessedCodes, *, anybody: bool) -> list[SheetMapping]:
        """Return the parts of the mapping about sheets, in their order, and note what is doubtful about them."""
        found: list[SheetMapping] = []
        for guess in self._found.all:
            place: Place = ("sheet", len(found))
            mapping, doubts = guess.mapping, dict(guess.doubts)
            if codes.marks and (mapping.shape == "days" or "code" in mapping.columns):
                mapping = replace(mapping, drop=tuple(mark for mark, _ in codes.marks))
                doubts["drop"] = "\n".join(doubt for _, doubt in codes.marks)
            found.append(mapping)
            self._comments |= {(*place, *key.split(".")) if key else place: doubt for key, doubt in doubts.items()}
            if isinstance(guess, RosterGuess):
                self._comments |= {(*place, "duties", label): doubt for label, doubt in guess.duty_doubts.items()}
        for mapping, doubt in tickets_shown(self._found, anybody=anybody):
            self._comments["sheet", len(found)] = doubt
            found.append(mapping)
        return found

    def _duties(self, skills: SuggestedValues, duties: SuggestedValues) -> tuple[dict[str, str], ...]:
        """Return the rows of duties, and note what is doubtful about them."""
        found: list[SuggestedDuty] = []
        held = tickets_held(self._found.records, skills)
        for roster in self._found.rosters:
            found += duties_of_roster(roster, held)
        found += duties_of_values(duties)
        if not found:
            found += duties_of_values(skills)
        if not found:
            row = {"duty": ANY_SKILL, "task": ANY_SKILL, "capabilities": ANY_SKILL, "strength": "1"}
            found.append(SuggestedDuty(row, "DOUBT: no sheet names a skill or a duty: write what must be covered."))
        rows = {one.row["duty"]: one for one in found}
        for place, one in enumerate(rows.values()):
            self._comments["duty", place] = one.doubt
        return tuple(one.row for one in rows.values())

    def _head(self, codes: GuessedCodes) -> Iterator[str]:
        """Yield what stands above the mapping: what each sheet holds, and what no key can say."""
        yield "Guessed by standto import --suggest: read every doubt below, and change what is not so."
        for sheet in self._found.empty:
            hidden = "it is hidden" if sheet.hidden else "it holds no table"
            yield f"Not read: {Path(sheet.file).name}, sheet {sheet.name!r}: {hidden}."
        yield from untold_lines(codes.untold)


def _unheld(duties: Iterable[dict[str, str]], skills: SuggestedValues) -> dict[str, tuple[dict[str, str], ...]]:
    """Return rows for the capabilities of duties that no register names, if one names any."""
    asked = dict.fromkeys(one for row in duties for one in row["capabilities"].split(";"))
    found = tuple({"capability": one} for one in asked if one not in skills.ids.values())
    return {"capabilities": found} if found and skills.ids else {}


def _people(found: GuessedSheets) -> Iterator[str]:
    """Yield every text that names or numbers a person."""
    for guess in found.of_people:
        for column in _secret_columns(guess.roles):
            yield from (text_of(row[column]) for row in guess.table.body())
    for roster in found.rosters:
        for texts in roster.people.values():
            yield from texts


def _secret_columns(roles: ColumnRoles) -> Iterator[int]:
    yield from (column for column in (roles.person, *roles.names) if column is not None)


def _code_meaning(meaning: Meaning) -> CodeMeaning:
    if isinstance(meaning, tuple):
        return CodeMeaning(times=tuple(day_time(span) for span in meaning))
    return CodeMeaning(away=(WHOLE_DAY,)) if meaning == "away" else CodeMeaning()
