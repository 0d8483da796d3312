"""Importing a scenario as the history of an empty ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from secrets import token_hex

from django.db import transaction

from standto.errors import Fault, InputError
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, Instant
from standto.scenario.layout import AUTHORISATIONS, EVENTS
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.ledger.bulk_writing import BulkWriter, check_empty
from standto_desk.ledger.draft_faults import LONGEST
from standto_desk.ledger.drafts import EVENT, ROW, SET, Author, Draft, entry_columns
from standto_desk.ledger.tables import SCENARIO


def import_scenario(
    scenario: Scenario, *, author: Author, now: Instant, progress: Callable[[float], None] | None = None
) -> int:
    """Import a scenario: its rows, known from the beginning, and its events, known from the time of their record.

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
        The number of entries.

    Raises
    ------
    InputError
        An id is longer than the ledger can store.
    OptionError, ClockAhead
        As for `check_empty`.
    """
    _check_ids(scenario)
    total = sum(len(rows) for _, rows in table_rows(scenario)) + 1
    with transaction.atomic():
        check_empty()
        writer = BulkWriter(total, progress)
        for draft, known in (*_rows(scenario), *_events(scenario)):
            values = entry_columns(draft, author, recorded=now + writer.count) | {"known": known, "imported": True}
            writer.add(values, (token_hex(16), draft.text) if draft.text else None)
        return writer.finish()


def _check_ids(scenario: Scenario) -> None:
    """Refuse ids that are too long for the ledger's indexes."""
    faults = [
        Fault(table.file, f"{cell[:20]!r}... is too long for the ledger: use up to {LONGEST} characters", column=column)
        for table, rows in table_rows(scenario)
        for cells in rows
        for column, cell in zip(table.columns, cells, strict=True)
        if len(cell) > LONGEST and column in ("id", "subject", "capability", "source", table.columns[0])
    ]
    if faults:
        raise InputError(faults)


def _rows(scenario: Scenario) -> Iterator[tuple[Draft, Instant]]:
    """Yield the settings and the rows of every table, known and in effect from the beginning."""
    settings = {"toml": settings_text(scenario)} | ({} if scenario.powers is None else {"powers": "yes"})
    yield Draft(ROW, SCENARIO, SCENARIO, occurred=BEGINNING, step=SET, body=settings), BEGINNING
    for table, rows in table_rows(scenario):
        if table is EVENTS:
            continue
        ids = 2 if table is AUTHORISATIONS else 1
        for cells in rows:
            body = {column: cell for column, cell in zip(table.columns[ids:], cells[ids:], strict=True) if cell}
            row = Draft(ROW, table.file.removesuffix(".csv"), cells[0], occurred=BEGINNING, step=SET, body=body or None)
            yield replace(row, capability=cells[1]) if ids == 2 else row, BEGINNING


def _events(scenario: Scenario) -> Iterator[tuple[Draft, Instant]]:
    """Yield the events in the order of the file, each with the time from which it is known."""
    people = frozenset(person.id for person in scenario.people)
    for event in scenario.events:
        draft = Draft(
            EVENT, event.kind, event.subject, event.id, event.occurred, event.until, event.capability, event.count,
            event.low, event.high, event.step, event.source, text=event.note,
            key=f"imported-{token_hex(16)}" if event.subject in people else "",
        )  # fmt: skip
        yield draft, event.recorded
