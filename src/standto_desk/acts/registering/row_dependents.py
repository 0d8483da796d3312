"""The rows that belong to another and end with it: a person's tickets and rota, a crew's seats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.model.time import Instant
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.row_changes import END, RegisterChange, key_of, rows_of
from standto_desk.ledger.tables import ROW_TABLES, Tables


class Belonging(NamedTuple):
    """A column of a table that makes its rows belong to the rows of another."""

    table: str
    column: str


BELONG: dict[str, tuple[Belonging, ...]] = {
    "people": (Belonging("authorisations", "person"), Belonging("rota", "person")),
    "crews": (Belonging("seats", "crew"), Belonging("rota", "duty")),
    "duties": (Belonging("rota", "duty"),),
    "capabilities": (Belonging("authorisations", "capability"),),
    "forces": (Belonging("pools", "force"),),
}
"""What belongs to the rows of each table."""


def dependents_of(tables: Tables, table: str, key: RowKey, at: Instant) -> list[tuple[str, RowKey]]:
    """Return the table and the key of each row in force that belongs to a row."""
    return [found for belonging in BELONG.get(table, ()) for found in _belonging(tables, belonging, key[0], at)]


def ending_together(
    tables: Tables, table: str, key: RowKey, occurred: Instant | None, at: Instant
) -> tuple[RegisterChange, ...]:
    """Return the changes that end a row and all that belongs to it."""
    rows = [(table, key), *dependents_of(tables, table, key, at)]
    return tuple(RegisterChange(kind, END, one, {}, occurred) for kind, one in rows)


def _belonging(tables: Tables, belonging: Belonging, name: str, at: Instant) -> Iterator[tuple[str, RowKey]]:
    table, column = belonging
    columns = ROW_TABLES[table].columns
    if columns[0] == column:
        rows = rows_of(tables, table, name, at)
    else:
        rows = [dict(zip(columns, cells, strict=True)) for cells in tables.rows_of_kind(table, at)]
    yield from ((table, key_of(table, row)) for row in rows if row[column] == name)
