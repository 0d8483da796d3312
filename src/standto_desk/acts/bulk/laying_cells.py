"""Laying the cells of a folder over the tables in force: rows with the same key are replaced, the others stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from standto.errors import Fault, ScenarioError
from standto.importing.folder_check import ImportedTables
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.cell_tables import FIRST_LINE
from standto.scenario.cells import Times, Unusable
from standto.scenario.faults import Faults
from standto.scenario.folder_cells import FolderCells, PlacedCells
from standto.scenario.layout import AUTHORISATIONS, EVENTS, POWERS, ROTA, SETTINGS, TABLES, Cells, TableLayout
from standto.scenario.look_alikes import note_look_alikes
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.acts.bulk.laying_settings import laid_settings
from standto_desk.ledger.tables import KEYS, kind_of

Key = tuple[str | Instant, ...]
"""The cells that tell a row from the others of its table; times as instants."""
_PLACE = re.compile(r"\b([a-z]+\.csv):([0-9]+)")


class Laid(NamedTuple):
    """A folder laid over the tables in force.

    Attributes
    ----------
    scenario
        The scenario after it, with the events of the folder alone; None if it has faults.
    faults
        What is wrong with it; lines are those of the folder.
    """

    scenario: Scenario | None
    faults: tuple[Fault, ...]


def key_columns(table: TableLayout) -> int:
    """Return how many columns, from the first on, tell a row from the others of its table."""
    return 2 if table is AUTHORISATIONS else 1 + len(KEYS.get(kind_of(table.file), ()))


def key_of(table: TableLayout, cells: Cells, times: Times) -> Key:
    """Return the key of a row; a time that cannot be read is its text."""
    if table is not ROTA:
        return cells[: key_columns(table)]
    try:
        return cells[0], times.instant(cells[1])
    except Unusable:
        return cells[:2]


def laid_over(base: Scenario, sent: FolderCells, *, parts: Collection[str], ending: Collection[str]) -> Laid:
    """Return a folder laid over a scenario.

    Parameters
    ----------
    base
        The scenario in force.
    sent
        The folder.
    parts
        The parts of it that are laid.
    ending
        The parts of which rows end that the folder does not list.
    """
    try:
        settings = laid_settings(settings_text(base), sent.settings, parts=parts, ending=ending)
    except ScenarioError as error:
        return Laid(None, error.faults)
    times = Times(base.zone)
    rows: dict[str, list[tuple[int | None, Cells]]] = {}
    for table, before in table_rows(base):
        kind = kind_of(table.file)
        new = sent.rows.get(table.file) if kind in parts else None
        old = [] if table is EVENTS else [(None, cells) for cells in before]
        found = old if new is None else _laid(table, old, new, times, ending=kind in ending)
        if found or table.required or (table is POWERS and (new is not None or base.powers is not None)):
            rows[table.file] = found
    return _read(rows, settings, sent)


def _laid(
    table: TableLayout,
    old: list[tuple[int | None, Cells]],
    new: list[PlacedCells],
    times: Times,
    *,
    ending: bool,
) -> list[tuple[int | None, Cells]]:
    """Return the rows of a table, each with its line in the folder; rows of one key keep the place of the first."""
    sent: dict[Key, list[tuple[int | None, Cells]]] = {}
    for line, cells in new:
        sent.setdefault(key_of(table, cells, times), []).append((line, cells))
    found: dict[Key, list[tuple[int | None, Cells]]] = {}
    for row in old:
        key = key_of(table, row[1], times)
        if key in sent or not ending:
            found.setdefault(key, []).append(row)
    # Two new rows of one key are kept: the reader says so.
    return [row for rows in (found | sent).values() for row in rows]


def _read(rows: dict[str, list[tuple[int | None, Cells]]], settings: str, sent: FolderCells) -> Laid:
    reader = ScenarioReader(
        ImportedTables({file: [cells for _, cells in found] for file, found in rows.items()}, settings), kept=True
    )
    scenario = reader.scenario()
    alike = Faults(together=False)
    note_look_alikes(scenario, reader.lines, alike)
    lines = {file: [line for line, _ in found] for file, found in rows.items()}
    # Names that look alike may have been accepted once: only those that the folder brings are faults.
    brought = [fault for fault in alike if _origin(fault.place, fault.line, lines) is not None]
    faults = [*reader.faults, *brought]
    if not faults:
        return Laid(scenario, ())
    own = _lines_of_settings(sent)
    return Laid(None, tuple(dict.fromkeys(_placed(fault, lines, rows, own) for fault in faults)))


def _origin(file: str, line: int | None, lines: dict[str, list[int | None]]) -> int | None:
    """Return the line in the folder of a row that was read; None if it is not from there."""
    place = -1 if line is None else line - FIRST_LINE
    return lines[file][place] if file in lines and 0 <= place < len(lines[file]) else None


def _placed(
    fault: Fault,
    lines: dict[str, list[int | None]],
    rows: dict[str, list[tuple[int | None, Cells]]],
    own: dict[tuple[str | None, str], int | None],
) -> Fault:
    """Return a fault at its line in the folder; rows that are not from there are named."""

    def named(file: str, line: int) -> str:
        origin = _origin(file, line, lines)
        if origin is not None:
            return f"{file}:{origin}"
        place = line - FIRST_LINE
        return f"{file} {_name(file, rows[file][place][1])}" if 0 <= place < len(rows.get(file, ())) else file

    what = _PLACE.sub(lambda found: named(found[1], int(found[2])), fault.what)
    if fault.place == SETTINGS:
        return replace(fault, line=own.get((fault.column, fault.what)), what=what)
    if fault.line is None:
        return replace(fault, what=what)
    origin = _origin(fault.place, fault.line, lines)
    place = fault.place if origin is not None else f"{named(fault.place, fault.line)}, as it is now"
    return replace(fault, place=place, line=origin, what=what)


def _name(file: str, cells: Cells) -> str:
    return " ".join(cells[: key_columns(TABLES[file])])


def _lines_of_settings(sent: FolderCells) -> dict[tuple[str | None, str], int | None]:
    """Return the line of each fault that the settings have by themselves."""
    if sent.settings is None:
        return {}
    reader = ScenarioReader(ImportedTables({}, sent.settings))
    return {(fault.column, fault.what): fault.line for fault in _of_settings(reader.faults)}


def _of_settings(faults: Iterable[Fault]) -> Iterable[Fault]:
    return (fault for fault in faults if fault.place == SETTINGS)
