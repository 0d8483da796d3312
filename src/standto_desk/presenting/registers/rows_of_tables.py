"""The rows of the register's tables at a moment, also of those that are parts of the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.ledger.tables import RowsInForce


def kept_rows(table: str, rows: RowsInForce) -> list[Cells]:
    """Return the rows of a table, each as its cells in the order of `KeptTable.columns`."""
    kept = KEPT[table]
    if kept.section:
        return list(section_rows(kept, rows.settings))
    return [cells for _, cells in rows.rows.get(f"{table}.csv", ())]


@lru_cache(maxsize=64)
def section_rows(kept: KeptTable, settings: str) -> tuple[Cells, ...]:
    """Return the rows of a table that is a part of the settings, from their text."""
    held = parsed(settings).get(kept.section, ())
    return tuple(tuple(_cell(row.get(column, "")) for column in kept.columns) for row in held)


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


def _cell(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
