"""Tickets where no register says any: whoever stands in a rota for a duty is taken to be able to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from standto.importing.guessing.long_tables import ANY_SKILL
from standto.importing.guessing.sheet_guesses import base_of, source_of
from standto.importing.mapping.records import ColumnName, SheetMapping, ValueSource

if TYPE_CHECKING:
    from standto.importing.guessing.roster_guesses import RosterGuess
    from standto.importing.guessing.sheet_guesses import SheetGuess
    from standto.importing.guessing.sheet_kinds import GuessedSheets

_REST = (ColumnName(heading="*"),)
_SHOWN = "DOUBT: no sheet says who may do what: whoever stands here is taken to have the ticket."


def tickets_shown(found: GuessedSheets, *, anybody: bool) -> Iterator[tuple[SheetMapping, str]]:
    """Yield sheets that give tickets to the people of rosters and rotas, each with its doubt.

    Parameters
    ----------
    anybody
        Whether no sheet names a skill: only then are tickets taken from elsewhere.
    """
    if not anybody:
        return
    for roster in found.rosters:
        yield from _of_roster(roster)
    for guess in (*found.grids, *found.records):
        if "rota" in guess.mapping.into or guess.mapping.shape == "days":
            yield _of_people(guess), _SHOWN


def _of_roster(roster: RosterGuess) -> Iterator[tuple[SheetMapping, str]]:
    """Yield a sheet of tickets for each column of people in a roster."""
    for column, duty in roster.duties.items():
        columns = {"person": source_of(roster.table, [column]), "capability": ValueSource(value=duty)}
        base = base_of(roster.table, "records")
        mapping = roster.mapping
        yield (
            replace(
                base,
                into=("authorisations",),
                columns=columns,
                ignore=_REST,
                split=mapping.split,
                empty=("", *mapping.empty),
            ),
            _SHOWN,
        )


def _of_people(guess: SheetGuess) -> SheetMapping:
    """Return a sheet that gives everybody the ticket of their rows' duties, or one that everybody has."""
    person = source_of(guess.table, [] if guess.roles.person is None else [guess.roles.person])
    named = bool(guess.duties) and guess.roles.duty is not None
    skill = source_of(guess.table, [guess.roles.duty or 0]) if named else ValueSource(value=ANY_SKILL)
    base = base_of(guess.table, "records")
    return replace(base, into=("authorisations",), columns={"person": person, "capability": skill}, ignore=_REST)
