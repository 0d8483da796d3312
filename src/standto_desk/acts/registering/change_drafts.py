"""The entries that changes of rows make."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from standto.model.time import Instant
from standto_desk.acts.import_drafts import settings_draft
from standto_desk.acts.registering.kept_tables import TICKETS
from standto_desk.acts.registering.row_changes import ADD, END, RegisterChange, RowCells, row_at, rows_of
from standto_desk.acts.registering.settings_cells import text_of, with_cells
from standto_desk.acts.registering.settings_rows import with_row
from standto_desk.ledger.drafts import ENDED, ROW, SET, Draft
from standto_desk.ledger.tables import KEYS, ROW_TABLES, SCENARIO, Tables


class ChangeDraft(NamedTuple):
    """A draft, and the number of the change that makes it, from 1."""

    change: int
    draft: Draft


def drafts_of(changes: Sequence[RegisterChange], tables: Tables, now: Instant) -> Iterator[ChangeDraft]:
    """Yield the drafts of some changes, without keys; the settings and each ticket's skill come together."""
    whole: dict[tuple[object, ...], list[tuple[int, RegisterChange]]] = {}
    for number, change in enumerate(changes, 1):
        if change.kept.kind == SCENARIO:
            whole.setdefault((SCENARIO, change.occurred), []).append((number, change))
        elif change.table == TICKETS:
            for capability in dict.fromkeys((change.key[1], change.cells.get("capability", change.key[1]))):
                ticket = (TICKETS, change.occurred, change.key[0], capability)
                whole.setdefault(ticket, []).append((number, change))
        else:
            yield from (ChangeDraft(number, draft) for draft in _row_drafts(change))
    for group, some in whole.items():
        make = _settings if group[0] == SCENARIO else _tickets_of(str(group[-1]))
        occurred = some[0][1].occurred
        drafts = make([change for _, change in some], tables, now if occurred is None else occurred)
        yield from (ChangeDraft(some[0][0], draft) for draft in drafts)


def set_draft(kind: str, cells: Mapping[str, str], occurred: Instant | None) -> Draft:
    """Return the draft that sets a row of a table to some cells."""
    first, *others = ROW_TABLES[kind].columns
    ticket = kind == TICKETS
    body = {column: cells[column] for column in others[ticket:] if cells.get(column)}
    capability = cells.get("capability", "") if ticket else ""
    return Draft(ROW, kind, cells.get(first, ""), step=SET, occurred=occurred, capability=capability, body=body or None)


def end_draft(kind: str, cells: Mapping[str, str], occurred: Instant | None) -> Draft:
    """Return the draft that ends the row with some cells; of a ticket, all of the person's for that skill."""
    subject = cells[ROW_TABLES[kind].columns[0]]
    capability = cells["capability"] if kind == TICKETS else ""
    body = {column: cells[column] for column in KEYS.get(kind, ())}
    return Draft(ROW, kind, subject, step=ENDED, occurred=occurred, capability=capability, body=body or None)


def _row_drafts(change: RegisterChange) -> Iterator[Draft]:
    kind, kept = change.kept.kind, change.kept
    old = dict(zip(kept.ids, change.key, strict=True))
    moved = change.how != ADD and any(old[column] != change.cells.get(column, "") for column in kept.ids)
    if change.how == END or moved:
        yield end_draft(kind, old, change.occurred)
    if change.how != END:
        yield set_draft(kind, change.cells, change.occurred)


def _settings(changes: Sequence[RegisterChange], tables: Tables, at: Instant) -> Iterator[Draft]:
    document = tomllib.loads(tables.settings(at))
    for change in changes:
        if change.table == SCENARIO:
            with_cells(document, change.cells)
        else:
            with_row(document, change.kept, change.key[0], None if change.how == END else change.cells)
    yield settings_draft(text_of(document), powers=tables.has_powers(), occurred=changes[0].occurred)


def _tickets_of(capability: str) -> Callable[[Sequence[RegisterChange], Tables, Instant], Iterator[Draft]]:
    def drafts(changes: Sequence[RegisterChange], tables: Tables, at: Instant) -> Iterator[Draft]:
        """Yield a person's tickets for a skill: if any goes, all end, and those that stay are set again."""
        person, occurred = changes[0].key[0], changes[0].occurred
        rows = [row for row in rows_of(tables, TICKETS, person, at) if row["capability"] == capability]
        kept, added = list(rows), list[RowCells]()
        for change in changes:
            gone = None if change.how == ADD else row_at(tables, TICKETS, change.key, at)
            if gone in kept:
                kept.remove(gone)
            if change.how != END and change.cells.get("capability") == capability:
                added.append(dict(change.cells))
        if len(kept) < len(rows):
            yield end_draft(TICKETS, rows[0], occurred)
            added = [*kept, *added]
        yield from (set_draft(TICKETS, row, occurred) for row in added)

    return drafts
