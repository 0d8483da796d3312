"""Rows whose names look alike: the ledger refuses new ones, and warns of those that an earlier version accepted."""

from __future__ import annotations

from collections.abc import Iterator

from standto.errors import Fault
from standto.model.time import Instant
from standto.scenario.look_alikes import LookAlike, each_once, find_alike, groups_alike
from standto_desk.ledger.tables import Tables


def new_look_alikes(tables: Tables, at: Instant, after: int) -> Iterator[Fault]:
    """Yield a fault for each row entered after an entry whose name looks like another row's.

    A row may take the name of the first row that it looks like, so that old names can be corrected row by row.
    """
    rows = dict(tables.named(at, after))
    for group in groups_alike(rows):
        kept = {group.name(row) for row in group.rows if not rows[row]}
        first = group.name(group.rows[0])
        as_the_first = {first} & kept if group.visible else set()
        new = (row for row in group.rows if rows[row] and group.name(row) not in as_the_first)
        yield from map(_fault, each_once(map(group.alike, new)))


def kept_look_alikes(tables: Tables, present: Instant) -> list[Fault]:
    """Return the names that look alike in the tables in force now and later: an earlier version accepted them."""
    found: dict[Fault, None] = {}
    for at in (present, *(moment for moment in tables.moments if moment > present)):
        rows = (row for row, _ in tables.named(at))
        found |= dict.fromkeys(map(_fault, find_alike(rows)))
    return list(found)


def _fault(alike: LookAlike) -> Fault:
    """Return a fault that names the row by id, because the rows of a ledger have no lines."""
    return Fault(f"{alike.row.file} {alike.row.id}", alike.words(), column=alike.column)
