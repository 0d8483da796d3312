"""Rows that are tried before they are entered: the tables with them, and every fault that an append would find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from standto.errors import Fault, ScenarioError
from standto.model.time import Instant
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.ledger.draft_faults import Offsets, ending_fault, row_faults
from standto_desk.ledger.drafts import Draft, body_text
from standto_desk.ledger.forbidden_powers import new_void_powers
from standto_desk.ledger.look_alike_rows import new_look_alikes
from standto_desk.ledger.tables import Tables


class RowTrial(NamedTuple):
    """Rows tried on some tables.

    Attributes
    ----------
    tables
        The tables with the rows.
    drafts
        The drafts as they would be entered: their times have offsets.
    loaded
        The tables in force when the first row takes effect; None if they are not sound.
    faults
        The faults of single drafts, whose line is the number of the draft, from 1; then those of the tables.
    """

    tables: Tables
    drafts: tuple[Draft, ...]
    loaded: LoadedTables | None
    faults: tuple[Fault, ...]


def try_rows(tables: Tables, drafts: Sequence[Draft], *, now: Instant, count: int) -> RowTrial:
    """Return what an append of some rows would make of the tables, without an append.

    Parameters
    ----------
    tables
        Every version of every row that is known.
    now
        When rows without a time take effect.
    count
        The number of entries in the ledger.
    """
    faults: list[Fault] = []
    offsets: dict[str, Offsets] = {}
    start, found, written = None, tables, list(drafts)
    for line, draft in enumerate(drafts, 1):
        at = now if draft.occurred is None else draft.occurred
        start = at if start is None else min(start, at)
        wrong = row_faults(draft, line)
        if not wrong:
            settings = found.settings(at)
            whole = offsets.setdefault(settings, Offsets(settings)).write(replace(draft, occurred=at))
            written[line - 1] = whole
            wrong = ending_fault(whole, found, at, line)
            if not wrong:
                found = found.followed_by([_entry(whole, count + line)])
        faults += wrong
    start = now if start is None else start
    later = (moment for moment in found.moments if moment > start)
    loaded, *_ = each = [_loaded(found, at, count) for at in (start, *later)]
    faults += dict.fromkeys(fault for _, some in each for fault in some)
    return RowTrial(found, tuple(written), loaded[0], tuple(faults))


def _loaded(tables: Tables, at: Instant, count: int) -> tuple[LoadedTables | None, list[Fault]]:
    """Return the tables in force at an instant, with their faults."""
    faults = list(new_look_alikes(tables, at, count))
    try:
        loaded = tables.load(at)
    except ScenarioError as error:
        return None, [*error.faults, *faults]
    return loaded, [*faults, *new_void_powers(tables, loaded.scenario, at, count)]


def _entry(draft: Draft, sequence: int) -> dict[str, Any]:
    """Return the columns of the entry that a row would be, as `Tables` reads them."""
    columns = ("kind", "subject", "occurred", "capability", "step")
    return {column: getattr(draft, column) for column in columns} | {"sequence": sequence, "body": body_text(draft)}
