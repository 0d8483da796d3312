"""Importing a scenario as the history of an empty ledger."""

from __future__ import annotations

import json
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.db import transaction

from standto.errors import Fault, InputError
from standto.model.time import BEGINNING, FOREVER
from standto.scenario.layout import AUTHORISATIONS, EVENTS
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.ledger.chain import new_nonce
from standto_desk.ledger.draft_faults import LONGEST
from standto_desk.ledger.drafts import EVENT, ROW, SET
from standto_desk.ledger.filling import Filling, check_empty
from standto_desk.ledger.tables import SCENARIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto_desk.ledger.drafts import Author


def import_scenario(
    scenario: Scenario, *, author: Author, now: Instant, progress: Callable[[float], None] | None = None
) -> int:
    """Import a scenario: its rows, known from the beginning, and its events, known from when they were recorded.

    Parameters
    ----------
    scenario
        A sound scenario.
    author, now
        The author, and the time on the clock.
    progress
        Called with the share that is done, from 0 to 1.

    Returns
    -------
    int
        The number of entries in the ledger.

    Raises
    ------
    OptionError
        The ledger holds entries already.
    ClockAhead
        The machine's clock has jumped ahead, and nobody has confirmed it.
    InputError
        An id is longer than the ledger can store.
    """
    _check_ids(scenario)
    total = sum(len(rows) for _, rows in table_rows(scenario)) + 1
    with transaction.atomic():
        check_empty()
        filling = Filling(total, progress)
        people = frozenset(person.id for person in scenario.people)
        for columns, text in (*_rows(scenario), *_history(scenario)):
            recorded = now + filling.count
            values = _BLANK | {"recorded": recorded, "imported": True, "nonce": new_nonce()} | columns
            if columns["sort"] == EVENT and columns["subject"] in people:
                values["key"] = f"imported-{token_hex(16)}"
            values |= {"account": author.account, "post": author.post, "force": author.force}
            said = (token_hex(16), text) if text else None
            filling.add(values, said)
        return filling.finish()


def _check_ids(scenario: Scenario) -> None:
    """Raise an error for ids that are too long for the ledger's indexes."""
    faults = [
        Fault(table.file, f"{cell[:20]!r}... is too long for the ledger: use up to {LONGEST} characters", column=column)
        for table, rows in table_rows(scenario)
        for cells in rows
        for column, cell in zip(table.columns, cells, strict=True)
        if len(cell) > LONGEST and column in ("id", "subject", "capability", "source", table.columns[0])
    ]
    if faults:
        raise InputError(faults)


_BLANK: dict[str, Any] = {
    "name": "", "kind": "", "subject": "", "occurred": BEGINNING, "until": FOREVER, "capability": "", "count": None,
    "low": None, "high": None, "step": "", "source": "", "known": BEGINNING, "key": None, "body": "",
}  # fmt: skip


def _rows(scenario: Scenario) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the columns and the text of the settings and of every table's rows."""
    settings = {"toml": settings_text(scenario)} | ({} if scenario.powers is None else {"powers": "yes"})
    yield _row(SCENARIO, SCENARIO, settings), ""
    for table, rows in table_rows(scenario):
        if table is EVENTS:
            continue
        ids = 2 if table is AUTHORISATIONS else 1
        for cells in rows:
            said = {column: cell for column, cell in zip(table.columns, cells, strict=True) if cell}
            body = {column: cell for column, cell in said.items() if column in table.columns[ids:]}
            entry = _row(table.file.removesuffix(".csv"), cells[0], body)
            yield entry | ({"capability": cells[1]} if ids == 2 else {}), ""


def _row(kind: str, subject: str, body: dict[str, str]) -> dict[str, Any]:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")) if body else ""
    return {"sort": ROW, "kind": kind, "subject": subject, "step": SET, "body": text}


def _history(scenario: Scenario) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the columns and the note of each event, in the order of the file."""
    for event in scenario.events:
        columns = {
            "sort": EVENT,
            "name": event.id,
            "kind": event.kind,
            "subject": event.subject,
            "occurred": event.occurred,
            "until": event.until,
            "capability": event.capability,
            "count": event.count,
            "low": event.low,
            "high": event.high,
            "step": event.step,
            "source": event.source,
            "known": event.recorded,
        }
        yield columns, event.note
