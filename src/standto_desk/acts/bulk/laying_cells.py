"""Laying the cells of a folder over the tables in force: rows with the same key are replaced, the others stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.cells import Times, Unusable
from standto.scenario.folder_cells import FolderCells, PlacedCells
from standto.scenario.layout import EVENTS, POWERS, ROTA, Cells, TableLayout
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.acts.bulk.laying_settings import laid_settings
from standto_desk.acts.bulk.parts import OF_PEOPLE
from standto_desk.ledger.tables import key_columns, kind_of

Key = tuple[str | Instant, ...]
"""The cells that tell a row from the others of its table; times as instants."""
LaidRow = tuple[int | None, Cells]
"""A row, with its line in the folder; None for one in force."""


class LayingWays(NamedTuple):
    """How a folder is laid.

    Attributes
    ----------
    parts
        The parts of it that are laid.
    ending
        The parts of which rows end that the folder does not list.
    since
        From when. Rows of the rota that are over by then never end.
    strangers
        The people whose rows stay as they are.
    """

    parts: Collection[str]
    ending: Collection[str]
    since: Instant
    strangers: Collection[str] = ()


@dataclass
class LaidCells:
    """The cells of a folder over those in force.

    Attributes
    ----------
    settings
        The text of the settings.
    rows
        The rows of each table by its file.
    unlisted
        The number of rows in force that the folder does not list, by part that it has.
    """

    settings: str
    rows: dict[str, list[LaidRow]] = field(default_factory=dict)
    unlisted: dict[str, int] = field(default_factory=dict)


def cells_laid(base: Scenario, sent: FolderCells, ways: LayingWays) -> LaidCells:
    """Return the cells of a folder laid over those of a scenario; its events are the folder's alone.

    Raises
    ------
    ScenarioError
        The settings of the folder cannot be laid.
    """
    settings, unlisted = laid_settings(settings_text(base), sent.settings, parts=ways.parts, ending=ways.ending)
    found = LaidCells(settings, unlisted=unlisted)
    times = Times(base.zone)
    for table, before in table_rows(base):
        part = kind_of(table.file)
        new = sent.rows.get(table.file) if part in ways.parts else None
        rows: list[LaidRow] = [] if table is EVENTS else [(None, cells) for cells in before]
        if new is not None:
            rows = _laid(table, rows, new, times, ways, found.unlisted)
        if rows or table.required or (table is POWERS and (new is not None or base.powers is not None)):
            found.rows[table.file] = rows
    return found


def _laid(
    table: TableLayout,
    old: list[LaidRow],
    new: list[PlacedCells],
    times: Times,
    ways: LayingWays,
    unlisted: dict[str, int],
) -> list[LaidRow]:
    """Return the rows of a table; a new row has the place of the old one with its key."""
    part = kind_of(table.file)
    sent: dict[Key, list[LaidRow]] = {}
    for line, cells in new:
        if part not in OF_PEOPLE or _person(table, cells) not in ways.strangers:
            sent.setdefault(_key(table, cells, times), []).append((line, cells))
    found: dict[Key, list[LaidRow]] = {}
    for row in old:
        key = _key(table, row[1], times)
        if key not in sent and _may_end(table, row[1], times, ways):
            unlisted[part] = unlisted.get(part, 0) + 1
            if part in ways.ending:
                continue
        found.setdefault(key, []).append(row)
    # Two new rows of one key are kept: the reader says so.
    return [row for rows in (found | sent).values() for row in rows]


def _may_end(table: TableLayout, cells: Cells, times: Times, ways: LayingWays) -> bool:
    if kind_of(table.file) in OF_PEOPLE and cells[0] in ways.strangers:
        return False
    return table is not ROTA or times.instant(cells[2]) > ways.since


def _person(table: TableLayout, cells: Cells) -> str:
    return cells[table.columns.index("subject")] if table is EVENTS else cells[0]


def _key(table: TableLayout, cells: Cells, times: Times) -> Key:
    """Return the key of a row; a time that cannot be read is its text. Each event is a row of its own."""
    if table is EVENTS:
        return cells
    if table is not ROTA:
        return cells[: key_columns(table)]
    try:
        return cells[0], times.instant(cells[1])
    except Unusable:
        return cells[:2]
