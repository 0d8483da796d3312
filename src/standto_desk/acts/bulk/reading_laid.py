"""Reading a folder that was laid over the tables in force; its faults stand at the lines of the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from standto.errors import Fault, ScenarioError
from standto.importing.folder_check import ImportedTables
from standto.model.scenario import Scenario
from standto.scenario.cell_tables import FIRST_LINE
from standto.scenario.faults import Faults
from standto.scenario.folder_cells import FolderCells
from standto.scenario.layout import FILES, SETTINGS, TABLES
from standto.scenario.look_alikes import note_look_alikes
from standto.scenario.scenario_reader import ScenarioReader
from standto_desk.acts.bulk.laying_cells import LaidCells, LaidRow, LayingWays, cells_laid
from standto_desk.acts.bulk.parts import OF_PEOPLE
from standto_desk.ledger.tables import key_columns, kind_of

_PLACE = re.compile(r"\b([a-z]+\.csv):([0-9]+)")
REFERS = "has rows, as they are now, that would no longer fit: the people in them keep something that would end"


class LaidFolder(NamedTuple):
    """A folder laid over a scenario.

    Attributes
    ----------
    scenario
        The scenario after it, with the events of the folder alone; None if it has faults.
    unlisted
        The number of rows in force that the folder does not list, by part that it has.
    faults
        What is wrong with it.
    """

    scenario: Scenario | None
    unlisted: dict[str, int]
    faults: tuple[Fault, ...]


def laid_over(base: Scenario, sent: FolderCells, ways: LayingWays) -> LaidFolder:
    """Return a folder laid over a scenario."""
    try:
        cells = cells_laid(base, sent, ways)
    except ScenarioError as error:
        return LaidFolder(None, {}, error.faults)
    rows = {file: [row for _, row in found] for file, found in cells.rows.items()}
    reader = ScenarioReader(ImportedTables(rows, cells.settings, sent.lost), kept=True)
    scenario = reader.scenario()
    alike = Faults(together=False)
    if not reader.faults:
        note_look_alikes(scenario, reader.lines, alike)
    places = _Places(cells, sent, naming=bool(OF_PEOPLE & frozenset(ways.parts)))
    # Names that look alike may have been accepted once: only those that the folder brings are faults.
    faults = [*reader.faults, *(fault for fault in alike if places.origin(fault.place, fault.line) is not None)]
    # A column that the heading lacks is a fault of the file, not of each of its rows.
    headed = {(fault.place, fault.column) for fault in sent.faults if fault.line == 1}
    placed = (fault for fault in map(places.placed, faults) if (fault.place, fault.column) not in headed)
    found = sorted(dict.fromkeys((*sent.faults, *placed)), key=_by_line)
    return LaidFolder(None if found else scenario, cells.unlisted, tuple(found))


def _by_line(fault: Fault) -> tuple[int, int]:
    """Return a sort key: the files of the folder in the documented order, by line, and then rows as they are now."""
    return (FILES.index(fault.place) if fault.place in FILES else len(FILES), fault.line or 0)


class _Places:
    """The places in the folder of rows that were read.

    Parameters
    ----------
    naming
        Whether faults may name people of the register; otherwise the rows of one table that have a fault are one.
    """

    def __init__(self, cells: LaidCells, sent: FolderCells, *, naming: bool) -> None:
        self._rows = cells.rows
        self._naming = naming
        self._own = dict(_faults_of_settings(sent))

    def placed(self, fault: Fault) -> Fault:
        """Return a fault at its line in the folder; rows that are not from there are named."""
        what = _PLACE.sub(lambda found: self._named(found[1], int(found[2])), fault.what)
        if fault.place == SETTINGS:
            return replace(fault, line=self._own.get((fault.column, fault.what)), what=what)
        if not self._naming and kind_of(fault.place) in OF_PEOPLE:
            return Fault(fault.place, REFERS)
        if fault.line is None or self._row(fault.place, fault.line) is None:
            return replace(fault, what=what)
        origin = self.origin(fault.place, fault.line)
        place = self._named(fault.place, fault.line) if origin is None else fault.place
        return replace(fault, place=place, line=origin, what=what)

    def origin(self, file: str, line: int | None) -> int | None:
        """Return the line in the folder of a row; None if it is not from there."""
        row = None if line is None else self._row(file, line)
        return None if row is None else row[0]

    def _row(self, file: str, line: int) -> LaidRow | None:
        rows = self._rows.get(file, [])
        return rows[line - FIRST_LINE] if 0 <= line - FIRST_LINE < len(rows) else None

    def _named(self, file: str, line: int) -> str:
        row = self._row(file, line)
        if row is None:
            return file
        origin, cells = row
        if not self._naming and kind_of(file) in OF_PEOPLE:
            return file
        return f"{file}:{origin}" if origin else f"{file} {' '.join(cells[: key_columns(TABLES[file])])} (as it is now)"


def _faults_of_settings(sent: FolderCells) -> Iterator[tuple[tuple[str | None, str], int | None]]:
    """Yield the line of each fault that the settings have by themselves."""
    if sent.settings is not None:
        for fault in ScenarioReader(ImportedTables({}, sent.settings)).faults:
            if fault.place == SETTINGS:
                yield (fault.column, fault.what), fault.line
