"""Entering events and rows from lines of JSON: objects with the columns of their table, and `key`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from django.db import transaction

from standto.errors import Fault
from standto.model.time import Instant
from standto.scenario.cells import Times
from standto_desk.ledger.appending import Appender, open_appender
from standto_desk.ledger.draft_faults import PLACE
from standto_desk.ledger.drafts import ROW, Author, Draft
from standto_desk.ledger.event_lines import event_draft, event_row_of
from standto_desk.ledger.line_members import Unread
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import zone_in_force
from standto_desk.ledger.refusals import ClockAhead, Refused
from standto_desk.ledger.row_lines import ROW_MEMBER, row_draft

_COLUMNS = {"name": "id", "kind": "event", "text": "note"}
"""The name that a line has for a column of a draft, where it is another."""

Drafts: TypeAlias = "list[Draft] | Unread"
"""What a line holds, or why it holds nothing that can be entered."""


class JsonLine(NamedTuple):
    """A line with its number."""

    number: int
    data: bytes


def enter_lines(
    lines: Sequence[JsonLine], *, author: Author, now: Instant, place: str
) -> list[tuple[JsonLine, tuple[Entry, ...] | list[Fault]]]:
    """Enter the events and rows of some lines; a line that is refused does not stop the others.

    A line is an object, or a list of objects that are entered together or not at all. Neighbouring lines with one event
    each share a transaction.

    Parameters
    ----------
    author, now
        The author, and the time on the clock.
    place
        The name of their source, for faults.

    Returns
    -------
    list
        Each line with its entries, or with its faults.
    """
    times = Times(zone_in_force(now))
    read = [(line, _read(line.data, times)) for line in lines]
    found: list[tuple[JsonLine, tuple[Entry, ...] | list[Fault]]] = []
    for alone, part in groupby(read, key=lambda one: _is_alone(one[1])):
        # What a row or a list makes known stays known to its appender, even if it is refused.
        for some in ([one] for one in part) if alone else (list(part),):
            found += _entered(some, author, now, place)
    return found


def _is_alone(drafts: Drafts) -> bool:
    return not isinstance(drafts, Unread) and (len(drafts) != 1 or drafts[0].sort == ROW)


def _entered(
    read: Sequence[tuple[JsonLine, Drafts]], author: Author, now: Instant, place: str
) -> list[tuple[JsonLine, tuple[Entry, ...] | list[Fault]]]:
    """Enter what some lines hold, in one transaction: lines with one event each, or a line of another sort alone."""
    found: list[tuple[JsonLine, tuple[Entry, ...] | list[Fault]]] = []
    try:
        with transaction.atomic(), open_appender(now) as appender:
            appender.look_up([one.key for _, drafts in read if not isinstance(drafts, Unread) for one in drafts])
            for line, drafts in read:
                if isinstance(drafts, Unread):
                    found.append((line, _all_faults(drafts, line.number, appender, place)))
                    continue
                try:
                    found.append((line, appender.enter(drafts, author=author)))
                except (ClockAhead, Refused) as refused:
                    found.append((line, [_of_line(fault, line.number, place, drafts) for fault in refused.faults]))
                    if _is_alone(drafts):
                        raise
            appender.write()
    except (ClockAhead, Refused):
        return found
    return found


def _read(data: bytes, times: Times) -> Drafts:
    """Return the drafts of a line, or the reasons why there are none."""
    try:
        held = _held(data)
        if not isinstance(held, list) or not held or not all(isinstance(one, dict) for one in held):
            return [_draft(held, times)]
        drafts: list[Draft] = []
        faults: list[tuple[str | None, str]] = []
        for number, members in enumerate(held, 1):
            try:
                drafts.append(_draft(members, times))
            except Unread as unread:
                faults += [(None, f"object {number}: {_said(column, what)}") for column, what in unread.faults]
        if faults:
            raise Unread(faults)
        return drafts
    except Unread as unread:
        return unread


def _draft(members: Any, times: Times) -> Draft:
    """Return the draft of an event or a row.

    Raises
    ------
    Unread
        It is neither; carries the faults of its cells alone.
    """
    if not isinstance(members, dict):
        raise Unread([(None, "is not an object: write one with the columns of events.csv, or a list of such objects")])
    if ROW_MEMBER in members:
        return row_draft(members, times)
    return event_draft(members, times)


def _held(data: bytes) -> Any:
    """Return what a line holds."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        raise Unread([(None, f"is not JSON in UTF-8: {error}")]) from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; a repeated one is an error, because either could be meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unread([(name, "is repeated: write it once") for name in members if names.count(name) > 1])
    return members


def _of_line(fault: Fault, number: int, place: str, drafts: Sequence[Draft]) -> Fault:
    """Return the fault of a draft as a fault of its line, which may call the column by another name.

    A fault of a table keeps the name of the row in its words, and one of a list the number of the object.
    """
    column = _COLUMNS.get(fault.column, fault.column) if fault.column else None
    if fault.place != PLACE:
        what = f"{fault.place}: {_said(column, fault.what)}"
        return Fault(place, what, line=number)
    if len(drafts) > 1 and fault.line:
        return Fault(place, f"object {fault.line}: {_said(column, fault.what)}", line=number)
    return replace(fault, place=place, line=number, column=column)


def _said(column: str | None, what: str) -> str:
    return f"{column}: {what}" if column else what


def _all_faults(unread: Unread, number: int, appender: Appender, place: str) -> list[Fault]:
    """Return the faults of the cells of a line, and those that the rules of events find in other columns."""
    own = [Fault(place, what, line=number, column=column) for column, what in unread.faults]
    columns = {fault.column for fault in own}
    more = appender.faults_of_row(event_row_of(unread.cells)) if unread.cells else ()
    return [*own, *(replace(fault, place=place, line=number) for fault in more if fault.column not in columns)]
