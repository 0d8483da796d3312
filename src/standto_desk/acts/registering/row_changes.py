"""Changes of single rows of the register, and the rows as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from standto.model.time import Instant
from standto.scenario.cells import Times, Unusable
from standto_desk.acts.registering.kept_tables import KEPT, SETTINGS_ROW, KeptTable
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.settings_cells import cells_of_settings
from standto_desk.acts.registering.settings_rows import section_rows
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO, Tables, zone_of

ADD, CHANGE, END = "add", "change", "end"
"""The ways in which a row changes."""

TIMES = ("from", "until")
"""The columns that hold times."""

RowCells = dict[str, str]
"""The cells of a row by column, its ids among them; blank ones may be left out."""


class RegisterChange(NamedTuple):
    """A change of one row.

    Attributes
    ----------
    table
        Its table, one of `KEPT`.
    how
        One of `ADD`, `CHANGE` and `END`.
    key
        The row as it is, by the cells in `KeptTable.ids`; of one that is added, as it will be.
    cells
        The cells as they will be; none if it ends. For the settings, only the keys that change.
    occurred
        When it takes effect; None: when it is entered.
    """

    table: str
    how: str
    key: RowKey
    cells: Mapping[str, str] = {}
    occurred: Instant | None = None

    @property
    def kept(self) -> KeptTable:
        """Its table."""
        return KEPT[self.table]

    @property
    def subject(self) -> str:
        """The subject of its entry: the id of the row, or of the person or crew that the row belongs to."""
        return SCENARIO if self.kept.kind == SCENARIO else self.key[0]

    def as_json(self) -> dict[str, Any]:
        """Return the change for the body of an entry."""
        return {**self._asdict(), "key": list(self.key), "cells": dict(self.cells)}

    @classmethod
    def read(cls, members: Mapping[str, Any]) -> RegisterChange:
        """Return the change that `as_json` wrote."""
        return cls(**{**members, "key": tuple(members["key"])})


def change_between(
    table: str, key: RowKey | None, cells: Mapping[str, str], occurred: Instant | None
) -> RegisterChange:
    """Return the change that makes a row hold some cells; without a key, it is a new row."""
    if key is None:
        new = tuple(cells.get(column, "") for column in KEPT[table].ids)
        return RegisterChange(table, ADD, new, cells, occurred)
    return RegisterChange(table, CHANGE, key, cells, occurred)


def rows_of(tables: Tables, table: str, subject: str, at: Instant) -> list[RowCells]:
    """Return the rows of one subject that are in force at an instant: of a person their tickets, of a crew its seats.

    For a part of the settings, `subject` is the id of a row.
    """
    kept = KEPT[table]
    if kept.name == SCENARIO:
        toml = tables.settings(at)
        return [cells_of_settings(toml)] if toml else []
    if kept.section:
        document = tomllib.loads(tables.settings(at))
        return [row for row in section_rows(document, kept) if row["id"] == subject]
    columns = ROW_TABLES[kept.kind].columns
    return [dict(zip(columns, cells, strict=True)) for cells in tables.cells_of(kept.kind, subject, at)]


def row_at(tables: Tables, table: str, key: RowKey, at: Instant) -> RowCells | None:
    """Return the row with a key that is in force at an instant; None if there is none."""
    if KEPT[table].name == SCENARIO:
        return next(iter(rows_of(tables, table, SCENARIO, at)), None) if key == SETTINGS_ROW else None
    wanted = told_apart(tables, table, key, at)
    rows = rows_of(tables, table, key[0], at)
    return next((row for row in rows if told_apart(tables, table, key_of(table, row), at) == wanted), None)


def told_apart(tables: Tables, table: str, key: RowKey, at: Instant) -> tuple[object, ...]:
    """Return the key of a row with times as instants, because a time is the same however it is written."""
    columns = KEPT[table].ids
    if "from" not in columns:
        return key
    times = Times(zone_of(tables.settings(at)))
    return tuple(_instant(times, cell) if column in TIMES else cell for column, cell in zip(columns, key, strict=True))


def _instant(times: Times, cell: str) -> object:
    try:
        return times.instant(cell) if cell else ""
    except Unusable:
        return cell


def key_of(table: str, cells: Mapping[str, str]) -> RowKey:
    """Return the key of a row with some cells."""
    return tuple(cells.get(column, "") for column in KEPT[table].ids)
