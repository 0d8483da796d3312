"""The form of a row that is set or ended: its table, its id and its cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.scenario.cells import Times, Unusable, shown
from standto.scenario.layout import AUTHORISATIONS
from standto.scenario.time_writer import TimeTexts
from standto_desk.ledger.drafts import ENDED, SET
from standto_desk.ledger.forms import PLACE
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto_desk.ledger.drafts import Draft
    from standto_desk.ledger.tables import Tables

_TIMES = ("from", "until")
_UNUSED = ("count", "low", "high", "source", "text", "name")


def row_faults(draft: Draft, tables: Tables, at: Instant, line: int) -> list[Fault]:
    """Return what is wrong with a row by itself; whether it fits the others is looked at with all of them.

    Parameters
    ----------
    draft
        The row.
    tables
        The tables so far.
    at
        When it takes effect.
    line
        The number of the draft.
    """
    return [Fault(PLACE, what, line=line, column=column) for column, what in _faults(draft, tables, at)]


def with_offsets(draft: Draft, settings: str) -> Draft:
    """Return a row whose times have their offsets, so that a change of the settings does not move them.

    Parameters
    ----------
    draft
        The row.
    settings
        The text of the settings in force.
    """
    body = {key: value for key, value in (draft.body or {}).items() if value}
    written = [column for column in _TIMES if body.get(column)]
    if written and draft.kind != SCENARIO:
        try:
            zone = zone_of(settings)
            times = Times(zone)
            body |= {column: TimeTexts(zone)[times.instant(body[column])] for column in written}
        except (Unusable, KeyError, ValueError, OSError):
            # It will be told of when the tables are read.
            return draft
    return replace(draft, body=body or None)


def _faults(draft: Draft, tables: Tables, at: Instant) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with a row."""
    if draft.kind not in {SCENARIO, *ROW_TABLES}:
        yield "kind", f"no table {shown(draft.kind)}: allowed are {', '.join((SCENARIO, *ROW_TABLES))}"
        return
    if draft.step not in (SET, ENDED):
        yield "step", f"{shown(draft.step)} is not allowed: write {SET} or {ENDED}"
    for column in _UNUSED:
        if getattr(draft, column) not in (None, ""):
            yield column, "is filled, and a row takes none"
    yield from _identity(draft)
    yield from _body(draft)
    if draft.step == ENDED and not tables.in_force(draft.kind, draft.subject, draft.capability, at):
        yield "subject", f"no row {shown(draft.subject)} of {draft.kind} is in force then that could end"


def _identity(draft: Draft) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the id of a row."""
    if not draft.subject or (draft.kind == SCENARIO and draft.subject != SCENARIO):
        wanted = f"write {SCENARIO}" if draft.kind == SCENARIO else "write the row's id"
        yield "subject", f"{shown(draft.subject)} is not allowed: {wanted}"
    takes = draft.kind in ROW_TABLES and ROW_TABLES[draft.kind] is AUTHORISATIONS
    if takes != bool(draft.capability):
        yield "capability", "is blank, and a ticket has one" if takes else "is filled, and only a ticket has one"
    if draft.kind == SCENARIO and draft.step == ENDED:
        yield "step", "the settings never end: set others"


def _body(draft: Draft) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the cells of a row."""
    body = dict(draft.body or {})
    if draft.step == ENDED:
        allowed: tuple[str, ...] = ()
    elif draft.kind == SCENARIO:
        allowed = ("toml", "powers")
        if not isinstance(body.get("toml"), str):
            yield "body", "the settings are the text of scenario.toml: write it as toml"
    else:
        ids = 2 if ROW_TABLES[draft.kind] is AUTHORISATIONS else 1
        allowed = ROW_TABLES[draft.kind].columns[ids:]
    for column, cell in body.items():
        if column not in allowed:
            yield column, f"unknown column {shown(str(column))}: allowed are {', '.join(allowed) or 'none'}"
        elif not isinstance(cell, str):
            yield column, f"{shown(str(cell))} is not allowed: write it as a text"
