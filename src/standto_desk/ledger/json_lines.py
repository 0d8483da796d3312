"""Entering events from lines of JSON: objects with the columns of `events.csv`, and `key`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Any, NamedTuple

from django.db import transaction

from standto.errors import Fault
from standto.model.event import CORRECTION
from standto.model.time import FOREVER, Instant
from standto.scenario.cells import Times, Unusable, shown, whole
from standto.scenario.layout import EVENTS
from standto_desk.ledger.appending import Appender, open_appender
from standto_desk.ledger.drafts import EVENT, Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import zone_in_force
from standto_desk.ledger.refusals import ClockAhead, Refused

ALLOWED = (*(column for column in EVENTS.columns if column != "recorded"), "key")
"""The members that a line may have."""

_COLUMNS = {"name": "id", "kind": "event", "text": "note"}
"""The name that a line has for a column of a draft, where it is another."""


class Unread(Exception):
    """A line is not an event; carries the faults by column, and the cells if it has any."""

    def __init__(self, faults: list[tuple[str | None, str]], cells: dict[str, str] | None = None) -> None:
        self.faults = faults
        self.cells = cells
        super().__init__("; ".join(what for _, what in faults))


class JsonLine(NamedTuple):
    """A line with its number."""

    number: int
    data: bytes


def enter_lines(
    lines: Sequence[JsonLine], *, author: Author, now: Instant, place: str
) -> list[tuple[JsonLine, Entry | list[Fault]]]:
    """Enter the events of some lines in one transaction; a line that is refused does not stop the others.

    Parameters
    ----------
    author, now
        The author, and the time on the clock.
    place
        The name of their source, for faults.

    Returns
    -------
    list
        Each line with its entry, or with its faults.
    """
    times = Times(zone_in_force(now))
    found: list[tuple[JsonLine, Entry | list[Fault]]] = []
    read = [(line, _read(line.data, times)) for line in lines]
    with transaction.atomic(), open_appender(now) as appender:
        appender.look_up([draft.key for _, draft in read if isinstance(draft, Draft) and draft.key])
        for line, draft in read:
            if isinstance(draft, Unread):
                found.append((line, _all_faults(draft, line.number, appender, place)))
                continue
            try:
                (entry,) = appender.enter([draft], author=author)
                found.append((line, entry))
            except (ClockAhead, Refused) as refused:
                found.append((line, [_of_line(fault, line.number, place) for fault in refused.faults]))
        appender.write()
    return found


def _read(data: bytes, times: Times) -> Draft | Unread:
    """Return the draft of a line, or the reasons why there is none."""
    try:
        return _draft(data, times)
    except Unread as unread:
        return unread


def _draft(data: bytes, times: Times) -> Draft:
    """Return the draft of the event on a line.

    Raises
    ------
    Unread
        It is not an event; carries the faults of its cells alone.
    """
    members = _object(data)
    cells, faults = _cells(members)
    values: dict[str, Any] = {}
    for column in ("count", "low", "high"):
        values[column] = _value(column, cells, faults, whole, None)
    occurred = _value("occurred", cells, faults, times.instant, None)
    until = _value("until", cells, faults, times.instant, FOREVER)
    if not cells["occurred"]:
        faults.append(("occurred", "is blank, and every line needs it"))
    if faults:
        raise Unread(faults, cells)
    return Draft(
        EVENT,
        cells["event"],
        cells["subject"],
        name=cells["id"],
        occurred=occurred,
        until=until,
        capability=cells["capability"],
        step=cells["step"],
        source=cells["source"],
        text=cells["note"],
        key=cells["key"] or f"line-{token_hex(16)}",  # without a key, its hash could be tried for every person
        **values,
    )


def _object(data: bytes) -> dict[str, Any]:
    """Return the members of the object on a line."""
    try:
        members = json.loads(data.decode("utf-8"), object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        raise Unread([(None, f"is not JSON in UTF-8: {error}")]) from None
    if not isinstance(members, dict):
        raise Unread([(None, "is not an object: write one with the columns of events.csv")])
    return members


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; a repeated one is an error, because either could be meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unread([(name, "is repeated: write it once") for name in members if names.count(name) > 1])
    return members


def _cells(members: dict[str, Any]) -> tuple[dict[str, str], list[tuple[str | None, str]]]:
    """Return the members of a line as the cells of a table, and their faults."""
    faults: list[tuple[str | None, str]] = []
    cells = dict.fromkeys(ALLOWED, "")
    for column, value in members.items():
        if column == "recorded":
            faults.append((column, "is not allowed: the ledger sets when an entry is recorded"))
        elif column not in cells:
            faults.append((column, f"unknown column {shown(column)}: allowed are {', '.join(ALLOWED)}"))
        elif isinstance(value, str):
            cells[column] = value
        elif isinstance(value, int) and not isinstance(value, bool):
            cells[column] = str(value)
        elif value is not None:
            faults.append((column, f"{shown(str(value))} is not allowed: write a text, a whole number or null"))
    return cells, faults


def _value(column: str, cells: dict[str, str], faults: list[tuple[str | None, str]], parse: Any, blank: Any) -> Any:
    """Return the value of a cell; `blank` if it is blank or faulty."""
    if not cells[column]:
        return blank
    try:
        return parse(cells[column])
    except Unusable as error:
        faults.append((column, str(error)))
        return blank


def _of_line(fault: Fault, number: int, place: str) -> Fault:
    """Return the fault of a draft as a fault of its line, which may call the column by another name."""
    column = _COLUMNS.get(fault.column, fault.column) if fault.column else None
    return replace(fault, place=place, line=number, column=column)


def _all_faults(unread: Unread, number: int, appender: Appender, place: str) -> list[Fault]:
    """Return the faults of the cells of a line, and those that the rules of events find in other columns."""
    own = [Fault(place, what, line=number, column=column) for column, what in unread.faults]
    columns = {fault.column for fault in own}
    more = appender.faults_of_row(_event_row(unread.cells)) if unread.cells else ()
    return [*own, *(replace(fault, place=place, line=number) for fault in more if fault.column not in columns)]


def _event_row(cells: dict[str, str]) -> tuple[str, ...]:
    """Return cells as a row of `events.csv`; a correction is recorded when it occurred."""
    known = cells["occurred"] if cells["event"] == CORRECTION else ""
    return tuple(known if column == "recorded" else cells[column] for column in EVENTS.columns)
