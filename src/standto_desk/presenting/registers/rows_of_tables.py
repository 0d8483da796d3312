"""The rows of the register's tables at a moment, also of those that are parts of the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.acts.registering.settings_rows import section_rows
from standto_desk.ledger.tables import RowsInForce


def kept_rows(table: str, rows: RowsInForce) -> list[Cells]:
    """Return the rows of a table, each as its cells in the order of `KeptTable.columns`."""
    kept = KEPT[table]
    if kept.section:
        return list(part_rows(kept, rows.settings)) if rows.settings else []
    return [cells for _, cells in rows.rows.get(f"{table}.csv", ())]


@lru_cache(maxsize=64)
def part_rows(kept: KeptTable, settings: str) -> tuple[Cells, ...]:
    """Return the rows of a table that is a part of the settings, from their text."""
    return tuple(tuple(row[column] for column in kept.columns) for row in section_rows(parsed(settings), kept))


@lru_cache(maxsize=64)
def parsed(settings: str) -> Mapping[str, Any]:
    """Return the settings from their text; a reader must not change them."""
    return tomllib.loads(settings)


def row_at(table: str, rows: RowsInForce, key: Sequence[str]) -> Cells | None:
    """Return the row with a key; None if there is none."""
    return next((cells for cells in kept_rows(table, rows) if key_of(table, cells) == tuple(key)), None)


def key_of(table: str, cells: Cells) -> tuple[str, ...]:
    """Return the cells that tell a row apart."""
    kept = KEPT[table]
    return tuple(cells[kept.columns.index(column)] for column in kept.ids)
