"""Undoing changes of the register as corrections: further entries make the rows again what they were before."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence

from standto.errors import Fault
from standto.model.time import Instant
from standto_desk.acts.registering.kept_tables import KEPT, SECTIONS, SETTINGS_ROW, TICKETS
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.row_changes import (
    ADD,
    CHANGE,
    END,
    RegisterChange,
    RowCells,
    key_of,
    rows_of,
)
from standto_desk.acts.registering.rules_proposals import RULES_CHANGE, RULES_CONFIRMED, find_rules_proposal
from standto_desk.acts.registering.settings_cells import cells_of_settings
from standto_desk.acts.registering.settings_rows import section_rows
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.referenced_events import IMPORTED
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import ROW
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.tables import SCENARIO, Tables, row_key

UNDOES = "undo-"
"""The start of the keys of entries that undo others: the keys of those follow, with colons for slashes."""
AGAIN = "~"
"""Stands after the key of an undoing, before the number of times that the same was undone."""
_OF_UNDOING = re.compile(rf"({AGAIN}\d+)?(/\d+)?")
LATER = "was changed again later, by entry {:,}. Undo that first, or change it by hand"
BY_IMPORT = "was made by an import. Undo the whole import on its receipt, or change the row by hand"
ALREADY = "is already undone, by entry {:,}"


def made_with(entry: Entry) -> tuple[Entry, ...]:
    """Return the rows that were entered together with one, in their order."""
    group = _group(entry)
    if not group:
        return (entry,)
    together = known_entries().by(entry.account).sent_together(group).in_order()
    return tuple(one for one in together if one.sort == ROW) or (entry,)


def key_of_undoing(entry: Entry) -> str:
    """Return the key of what undoes an entry and those made with it: another one each time that it is undone anew."""
    start = undoing_key(entry.key or "", entry.sequence)
    times = len(_undoings(entry))
    return f"{start}{AGAIN}{times + 1}" if times else start


def undoing_key(key: str, sequence: int) -> str:
    """Return the start of the keys of the entries that undo an entry with a key and a sequence."""
    return f"{UNDOES}{(_group_of(key) or str(sequence)).replace('/', ':')}"


def undoing_of(entry: Entry) -> Entry | None:
    """Return the entry that undoes one, or proposes to; None if nothing does, or if that was undone or declined."""
    return next((one for one in reversed(_undoings(entry)) if _stands(one)), None)


def is_undoing(key: str, start: str) -> bool:
    """Return whether an entry with a key undoes those whose undoing has keys with a start."""
    return key.startswith(start) and _OF_UNDOING.fullmatch(key[len(start) :]) is not None


def _undoings(entry: Entry) -> list[Entry]:
    """Return the first entry of each act that undoes one, or proposes to, in their order."""
    start = undoing_key(entry.key or "", entry.sequence)
    found = [one for one in known_entries().with_keys_from(start).in_order() if is_undoing(one.key or "", start)]
    acts = {_group(one) or one.key: one for one in reversed(found)}
    return sorted(acts.values(), key=lambda one: one.sequence)


def _stands(undoing: Entry) -> bool:
    """Return whether what undoes something was neither undone nor declined or withdrawn."""
    if undoing.sort == RULES_CHANGE:
        proposal = find_rules_proposal(undoing.sequence)
        return proposal is None or proposal.end is None or proposal.end.sort == RULES_CONFIRMED
    return undoing_of(undoing) is None


def changes_that_undo(made: Sequence[Entry], now: Instant) -> tuple[RegisterChange, ...]:
    """Return the changes that make the rows of some entries what they were before.

    Parameters
    ----------
    made
        Entries of rows that were made together.
    now
        The present: what has taken effect is undone from now, and what is still ahead from when it takes effect.
    """
    ledger = current_ledger()
    then, tables = tables_known(ledger, made[0].known - 1), tables_known(ledger, now)
    found: dict[tuple[str, RowKey, Instant | None], RegisterChange] = {}
    for one in made:
        ahead = one.occurred if one.occurred > now else None
        for change in _between(one, then, tables, ahead, now if ahead is None else ahead):
            found.setdefault((change.table, change.key, ahead), change)
    return tuple(found.values())


def against_undoing(made: Sequence[Entry]) -> Iterator[Fault]:
    """Yield why entries cannot be undone: they are already, or their rows changed again later."""
    if (made[0].key or "").startswith(f"{IMPORTED}-"):
        yield Fault("change", BY_IMPORT)
        return
    undone = undoing_of(made[0])
    if undone is not None:
        yield Fault("change", ALREADY.format(undone.sequence))
        return
    keys = {row_of_entry(one) for one in made}
    after = known_entries().after(made[-1].sequence).rows().about_any({one.subject for one in made}).in_order()
    found = [one for one in after if row_of_entry(one) in keys]
    starts = [undoing_key(one.key or "", one.sequence) for one in found]
    for later in found:
        # What was undone, and what undid it, cancel each other.
        undoes = any(is_undoing(later.key or "", start) for start in starts)
        if not undoes and undoing_of(later) is None:
            yield Fault("change", LATER.format(later.sequence))


def _between(
    one: Entry, then: Tables, tables: Tables, occurred: Instant | None, at: Instant
) -> Iterator[RegisterChange]:
    """Yield the changes from the rows that an entry left to those before it."""
    if one.kind == SCENARIO:
        yield from _settings_between(then, tables, occurred, at)
        return
    row = row_of_entry(one)
    old, new = (_touched(each, one, row, at) for each in (then, tables))
    yield from _rows_between(one.kind, old, new, occurred)


def _touched(tables: Tables, one: Entry, row: tuple[str, str, str], at: Instant) -> dict[RowKey, RowCells]:
    """Return the rows in force that an entry is about, by key."""
    rows = rows_of(tables, one.kind, one.subject, at)
    found = {key_of(one.kind, cells): cells for cells in rows}
    return {key: cells for key, cells in found.items() if not row[2] or key_in_subject(one.kind, cells) == row[2]}


def _rows_between(
    table: str, old: dict[RowKey, RowCells], new: dict[RowKey, RowCells], occurred: Instant | None
) -> Iterator[RegisterChange]:
    for key, cells in new.items():
        if key not in old:
            yield RegisterChange(table, END, key, {}, occurred)
        elif old[key] != cells:
            yield RegisterChange(table, CHANGE, key, old[key], occurred)
    for key in old.keys() - new.keys():
        yield RegisterChange(table, ADD, key, old[key], occurred)


def _settings_between(then: Tables, tables: Tables, occurred: Instant | None, at: Instant) -> Iterator[RegisterChange]:
    texts = (then.settings(at), tables.settings(at))
    old, new = map(cells_of_settings, texts)
    differing = {key: cell for key, cell in old.items() if cell != new[key]}
    if differing:
        yield RegisterChange(SCENARIO, CHANGE, SETTINGS_ROW, differing, occurred)
    documents = [tomllib.loads(text) for text in texts]
    for table in SECTIONS:
        before, after = (_by_key(table, section_rows(each, KEPT[table])) for each in documents)
        yield from _rows_between(table, before, after, occurred)


def _by_key(table: str, rows: list[RowCells]) -> dict[RowKey, RowCells]:
    return {key_of(table, row): row for row in rows}


def row_of_entry(one: Entry) -> tuple[str, str, str]:
    """Return the row that an entry is about: its kind, its subject, and its key among the rows of its subject."""
    body = json.loads(one.body) if one.body and one.kind != SCENARIO else {}
    return one.kind, one.subject, row_key(one.kind, one.capability, body)


def key_in_subject(kind: str, cells: RowCells) -> str:
    """Return the key of a row with some cells among the rows of its subject, as `row_key` gives it."""
    return row_key(kind, cells.get("capability", "") if kind == TICKETS else "", cells)


def _group(entry: Entry) -> str:
    """Return the key under which an entry was made with others; blank if it was made alone."""
    return _group_of(entry.key or "")


def _group_of(key: str) -> str:
    group, _, number = key.rpartition("/")
    return group if number.isdecimal() else ""
