"""The changes of an import as lines that `standto ledger append` enters, for a force whose scenario is a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from standto.importing.onto.laying_onto import LaidOnto
from standto.importing.onto.row_changes import ENDED, IN_SETTINGS, RowChange
from standto.model.event import CORRECTION
from standto.model.scenario import Scenario
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import TimeTexts, table_rows

_ORDER = ("forces", "capabilities", "teams", "pools", "duties", "people", "sources", "powers", "crews")
_MOST = 2_000
"""The most objects in one line: all of a line are entered, or none."""


def ledger_lines(base: Scenario, laid: LaidOnto, key: Callable[[], str]) -> Iterator[str]:
    """Yield one line of JSON for each part of an import's changes; the objects of a line are entered together.

    An absence without an id cannot be named in a ledger: no line ends it. `without_id` lists these.

    Parameters
    ----------
    base
        The scenario that the import was laid onto, as the ledger exported it.
    key
        Returns a new key for each object, so that a line can safely be sent again.
    """
    objects = [each | {"key": key()} for each in _objects(base, laid)]
    for start in range(0, len(objects), _MOST):
        yield json.dumps(objects[start : start + _MOST], ensure_ascii=False)


def without_id(laid: LaidOnto) -> list[RowChange]:
    """Return the ended absences that have no id, so that somebody must end them at the desk."""
    return [one for one in laid.changes if one.table == "events" and one.kind == ENDED and not one.before.id]


def _objects(base: Scenario, laid: LaidOnto) -> Iterator[dict[str, Any]]:
    """Yield the objects, each after those that it refers to."""
    if any(change.table in IN_SETTINGS for change in laid.changes):
        yield {"row": "scenario", "toml": settings_text(laid.scenario)}
    cells = _cells(laid.scenario)
    for table in _ORDER:
        ids = {change.after.id for change in laid.changes if change.table == table}
        yield from ({"row": table, **row} for row in cells[table] if next(iter(row.values())) in ids)
    yield from _seats(laid, cells["seats"])
    yield from _tickets(laid, cells["authorisations"])
    yield from _rota(base, laid, cells["rota"])
    yield from _events(laid, cells["events"])


def _cells(scenario: Scenario) -> dict[str, list[dict[str, str]]]:
    """Return the filled cells of every row by table and column."""
    return {
        table.file.removesuffix(".csv"): [
            {name: cell for name, cell in zip(table.columns, row, strict=True) if cell} for row in rows
        ]
        for table, rows in table_rows(scenario)
    }


def _seats(laid: LaidOnto, cells: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    changes = [change for change in laid.changes if change.table == "seats"]
    for row in (change.before for change in changes if change.after is None):
        yield {"row": "seats", "step": "ended", "crew": row.crew, "state": row.state, "seat": row.id}
    after = (change.after for change in changes if change.after is not None)
    set_ = {(row.crew, row.state, row.id) for row in after}
    yield from ({"row": "seats", **row} for row in cells if (row["crew"], row["state"], row["seat"]) in set_)


def _tickets(laid: LaidOnto, cells: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the tickets: an end takes all of a person's for a skill, so the others are set again."""
    changes = [change for change in laid.changes if change.table == "authorisations"]
    touched = {(change.after.person, change.after.capability): None for change in changes}
    changed = {(change.after.person, change.after.capability) for change in changes if change.before is not None}
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in cells:
        rows.setdefault((row["person"], row["capability"]), []).append(row)
    for person, capability in touched:
        if (person, capability) in changed:
            yield {"row": "authorisations", "step": "ended", "person": person, "capability": capability}
            yield from ({"row": "authorisations", **row} for row in rows[person, capability])
        else:
            yield {"row": "authorisations", **rows[person, capability][-1]}


def _rota(base: Scenario, laid: LaidOnto, cells: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    text = TimeTexts(base.zone)
    changes = [change for change in laid.changes if change.table == "rota"]
    for change in changes:
        if change.after is None:
            row = change.before
            yield {"row": "rota", "step": "ended", "person": row.person, "from": text[row.period.start]}
    set_ = {(change.after.person, text[change.after.period.start]) for change in changes if change.after is not None}
    yield from ({"row": "rota", **row} for row in cells if (row["person"], row["from"]) in set_)


def _events(laid: LaidOnto, cells: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield corrections of absences that have an id, then new events."""
    ended = {one.before.id for one in laid.changes if one.table == "events" and one.kind == ENDED and one.before.id}
    added = {id(one.after) for one in laid.changes if one.table == "events" and one.after is not None}
    for event, row in zip(laid.scenario.events, cells, strict=True):
        new = {name: cell for name, cell in row.items() if name != "recorded"}
        if (event.kind == CORRECTION and event.subject in ended) or id(event) in added:
            yield new
