"""Events on lines of JSON: the columns of `events.csv`, and `key`."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from standto.model.event import CORRECTION
from standto.model.time import FOREVER
from standto.scenario.cells import Times, Unusable, shown, whole
from standto.scenario.layout import EVENTS
from standto_desk.ledger.drafts import EVENT, Draft
from standto_desk.ledger.line_members import Unread, texts_of

ALLOWED = (*(column for column in EVENTS.columns if column != "recorded"), "key")
"""The members that a line may have."""


def event_draft(members: Mapping[str, Any], times: Times) -> Draft:
    """Return the draft of an event.

    Raises
    ------
    Unread
        It is none; carries the faults of its cells alone.
    """
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


def event_row_of(cells: dict[str, str]) -> tuple[str, ...]:
    """Return cells as a row of `events.csv`; a correction is recorded when it occurred."""
    known = cells["occurred"] if cells["event"] == CORRECTION else ""
    return tuple(known if column == "recorded" else cells[column] for column in EVENTS.columns)


def _cells(members: Mapping[str, Any]) -> tuple[dict[str, str], list[tuple[str | None, str]]]:
    """Return the members of a line as the cells of a table, and their faults."""
    found, faults = texts_of({name: value for name, value in members.items() if name in ALLOWED})
    for column in members:
        if column == "recorded":
            faults.append((column, "is not allowed: the ledger sets when an entry is recorded"))
        elif column not in ALLOWED:
            faults.append((column, f"unknown column {shown(column)}: allowed are {', '.join(ALLOWED)}"))
    return dict.fromkeys(ALLOWED, "") | found, faults


def _value(column: str, cells: dict[str, str], faults: list[tuple[str | None, str]], parse: Any, blank: Any) -> Any:
    """Return the value of a cell; `blank` if it is blank or faulty."""
    if not cells[column]:
        return blank
    try:
        return parse(cells[column])
    except Unusable as error:
        faults.append((column, str(error)))
        return blank
