"""The rows that belong to another and end with it: a person's tickets and rota, a crew's seats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.model.time import Instant
from standto_desk.acts.registering.kept_tables import TICKETS
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.row_changes import END, RegisterChange, key_of, rows_of
from standto_desk.ledger.tables import ROW_TABLES, Tables


class Belonging(NamedTuple):
    """A column of a table that makes its rows belong to the rows of another."""

    table: str
    column: str


BELONG: dict[str, tuple[Belonging, ...]] = {
    "people": (Belonging(TICKETS, "person"), Belonging("rota", "person")),
    "crews": (Belonging("seats", "crew"), Belonging("rota", "duty")),
    "duties": (Belonging("rota", "duty"),),
    "capabilities": (Belonging(TICKETS, "capability"),),
    "forces": (Belonging("pools", "force"),),
}
"""What belongs to the rows of each table."""


def dependents_of(tables: Tables, table: str, key: RowKey, at: Instant) -> list[tuple[str, RowKey]]:
    """Return the table and the key of each row in force that belongs to a row."""
    return [found for belonging in BELONG.get(table, ()) for found in _belonging(tables, belonging, key[0], at)]


def ending_together(
    tables: Tables, table: str, key: RowKey, occurred: Instant | None, at: Instant
) -> tuple[RegisterChange, ...]:
    """Return the changes that end a row and all that belongs to it, also what was planned for later."""
    rows = [(table, key), *dependents_of(tables, table, key, at)]
    found = [RegisterChange(kind, END, one, {}, occurred) for kind, one in rows]
    return (*found, *_planned_to_belong(tables, table, key, at))


def _planned_to_belong(tables: Tables, table: str, key: RowKey, at: Instant) -> Iterator[RegisterChange]:
    """Yield the ends of rows of a person or crew that are planned to begin later, each from when it would begin."""
    seen = set(dependents_of(tables, table, key, at))
    kinds = {one.table for one in BELONG.get(table, ()) if ROW_TABLES[one.table].columns[0] == one.column}
    for moment in sorted({later for kind in kinds for later in tables.moments_of(kind, key[0], at)}):
        there = [one for one in dependents_of(tables, table, key, moment) if one[0] in kinds]
        new = [one for one in there if one not in seen]
        # All tickets of a person for one skill end together.
        new += [one for one in there if one not in new and (TICKETS, one[1][:2]) in {(k, n[:2]) for k, n in new}]
        seen |= set(new)
        yield from (RegisterChange(kind, END, one, {}, moment) for kind, one in new)


def _belonging(tables: Tables, belonging: Belonging, name: str, at: Instant) -> Iterator[tuple[str, RowKey]]:
    table, column = belonging
    columns = ROW_TABLES[table].columns
    if columns[0] == column:
        rows = rows_of(tables, table, name, at)
    else:
        rows = [dict(zip(columns, cells, strict=True)) for cells in tables.rows_of_kind(table, at)]
    yield from ((table, key_of(table, row)) for row in rows if row[column] == name)
