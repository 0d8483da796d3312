"""Sheets that hold days which no guess reads: without a rota, the people of a register would count at all times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.importing.guessing.days_in_words import day_in
from standto.importing.guessing.found_tables import LOOKED_AT

if TYPE_CHECKING:
    from standto.importing.guessing.sheet_guesses import SheetGuess
    from standto.importing.guessing.sheet_kinds import GuessedSheets
    from standto.sheets import Sheet

FEWEST_DAYS = 3
"""The fewest cells with a day that make a sheet one about days."""


def faults_of_unread_times(found: GuessedSheets) -> Iterator[Fault]:
    """Yield a fault for each sheet about days that is not read, where no sheet is read as a rota."""
    if found.grids or found.rosters or any("rota" in guess.mapping.into for guess in found.records):
        return
    lists = [guess.table.sheet for guess in found.records if "events" not in guess.mapping.into and _has_days(guess)]
    unread = [sheet for sheet in found.empty if not sheet.hidden and _days_in(sheet) >= FEWEST_DAYS]
    for sheet in {id(sheet): sheet for sheet in (*unread, *lists)}.values():
        what = (
            "it holds days, but who is on duty on them cannot be guessed, and without a rota everybody would count at "
            "all times: write a mapping by hand, or leave the sheet out"
        )
        yield Fault(Path(sheet.file).name, f"sheet {sheet.name!r}: {what}")


def _has_days(guess: SheetGuess) -> bool:
    """Return whether a table has days in its heading, or a column of days that is not read."""
    return guess.table.days_in_heading >= FEWEST_DAYS or guess.roles.date is not None


def _days_in(sheet: Sheet) -> int:
    return sum(day_in(cell) is not None for row in sheet.rows[:LOOKED_AT] for cell in row)
