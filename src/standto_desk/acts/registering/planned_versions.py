"""Rows that were planned before a change and take effect after it: the change reaches them too.

A row that ends does not come back with a version that was planned earlier. Of a row that is set, the cells that change
now change in the planned versions too, where they were to stay as they are now.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from standto.model.time import Instant
from standto.scenario.layout import Cells
from standto_desk.acts.registering.settings_cells import text_of
from standto_desk.ledger.drafts import ENDED, ROW, SET, Draft
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO, Tables, row_key

_Place = tuple[str, str, str, Instant]


def reaching_planned(drafts: Sequence[Draft], tables: Tables, now: Instant) -> tuple[Draft, ...]:
    """Return drafts of rows with those that bring what they change into the versions planned for later.

    Parameters
    ----------
    drafts
        The drafts, in order.
    tables
        Every version of every row that is known, without the drafts.
    now
        When drafts without a time take effect.
    """
    set_here = {place_of(draft, now) for draft in drafts if draft.sort == ROW}
    found = list(drafts)
    for draft in drafts:
        if draft.sort == ROW:
            found += (each for each in reached_by(draft, tables, now) if place_of(each, now) not in set_here)
    return tuple(found)


def reached_by(draft: Draft, tables: Tables, now: Instant) -> Iterator[Draft]:
    """Yield the drafts that bring what one draft changes into the versions of its row that are planned for later."""
    at = now if draft.occurred is None else draft.occurred
    key = row_key(draft.kind, draft.capability, draft.body or {})
    if draft.kind == SCENARIO:
        yield from _settings(draft, tables, at)
    elif draft.kind in ROW_TABLES and not draft.capability:
        old = tables.cells_at(draft.kind, draft.subject, key, at)
        for moment, cells in tables.planned(draft.kind, draft.subject, key, at):
            if draft.step == ENDED:
                yield replace(draft, occurred=moment)
            elif old is not None and (body := _merged(draft, old, cells)) is not None:
                yield replace(draft, occurred=moment, body=body)


def place_of(draft: Draft, now: Instant) -> _Place:
    """Return what tells apart the version of a row that a draft makes: its table, subject, key and time."""
    at = now if draft.occurred is None else draft.occurred
    return draft.kind, draft.subject, row_key(draft.kind, draft.capability, draft.body or {}), at


def _merged(draft: Draft, old: Cells, planned: Cells) -> dict[str, str] | None:
    """Return the filled cells of a planned version after a draft; None if they stay as they are."""
    columns = ROW_TABLES[draft.kind].columns
    body = draft.body or {}
    new = (draft.subject, *(body.get(column, "") for column in columns[1:]))
    cells = tuple(now if then == was else then for was, now, then in zip(old, new, planned, strict=True))
    if cells == planned:
        return None
    return {column: cell for column, cell in zip(columns[1:], cells[1:], strict=True) if cell}


def _settings(draft: Draft, tables: Tables, at: Instant) -> Iterator[Draft]:
    """Yield the settings planned for later with what a draft changes of those in force."""
    before, body = tables.settings(at), draft.body or {}
    if draft.step != SET or not before or not isinstance(body.get("toml"), str):
        return
    old, new = tomllib.loads(before), tomllib.loads(body["toml"])
    for moment, cells in tables.planned(SCENARIO, SCENARIO, "", at):
        planned = tomllib.loads(cells[0])
        laid = _laid(old, new, planned)
        if laid != planned:
            powers = {"powers": "yes"} if cells[1] or body.get("powers") else {}
            yield replace(draft, occurred=moment, body={"toml": text_of(laid)} | powers)


def _laid(old: Any, new: Any, planned: Any) -> Any:
    """Return a planned value with what changed from an old one to a new one, where it was to stay as it was."""
    if planned == old:
        return new
    if all(isinstance(each, dict) for each in (old, new, planned)):
        keys = dict.fromkeys([*planned, *new])
        laid = {key: _laid(*(each.get(key) for each in (old, new, planned))) for key in keys}
        return {key: value for key, value in laid.items() if value is not None}
    if all(_has_ids(each) for each in (old, new, planned)):
        rows = _laid(*(_by_id(each) for each in (old, new, planned)))
        return list(rows.values())
    return planned


def _has_ids(value: Any) -> bool:
    """Return whether a value is a list of rows with ids, or is missing: such as shifts."""
    return value is None or (isinstance(value, list) and all(isinstance(each, dict) and "id" in each for each in value))


def _by_id(rows: Sequence[Mapping[str, Any]] | None) -> dict[str, Any]:
    return {each["id"]: each for each in rows or ()}
