"""Rows on lines of JSON: the columns of their table, with the table, and whether the row is set or ended."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from standto.scenario.cells import Times, Unusable, shown
from standto.scenario.layout import AUTHORISATIONS
from standto_desk.ledger.drafts import ROW, SET, Draft
from standto_desk.ledger.line_members import Unread, texts_of
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO

ROW_MEMBER = "row"
"""The member that makes an object a row; it names the table without `.csv`, or `scenario` for the settings."""

_OWN = (ROW_MEMBER, "step", "occurred", "key")
"""The members of a row that are no cells."""


def row_draft(members: Mapping[str, Any], times: Times) -> Draft:
    """Return the draft of a row. The ledger checks its cells.

    Raises
    ------
    Unread
        A member is no text, or there is no such table.
    """
    cells, faults = texts_of(members)
    kind = cells.get(ROW_MEMBER, "")
    if kind not in {SCENARIO, *ROW_TABLES}:
        allowed = ", ".join((SCENARIO, *ROW_TABLES))
        faults.append((ROW_MEMBER, f"no table {shown(kind)}: allowed are {allowed}"))
    occurred = None
    try:
        occurred = times.instant(cells["occurred"]) if cells.get("occurred") else None
    except Unusable as error:
        faults.append(("occurred", str(error)))
    if faults:
        raise Unread(faults)
    body = {name: cell for name, cell in cells.items() if name not in _OWN}
    subject = SCENARIO if kind == SCENARIO else body.pop(ROW_TABLES[kind].columns[0], "")
    is_ticket = kind != SCENARIO and ROW_TABLES[kind] is AUTHORISATIONS
    return Draft(
        ROW,
        kind,
        subject,
        occurred=occurred,
        step=cells.get("step") or SET,
        capability=body.pop("capability", "") if is_ticket else "",
        body={name: cell for name, cell in body.items() if cell} or None,
        key=cells.get("key") or f"line-{token_hex(16)}",
    )
