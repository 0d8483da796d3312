"""The entries that bring the ledger from one scenario to another: rows, absences and their corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from standto.model.event import CORRECTION
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.layout import AUTHORISATIONS, CAPABILITIES, PEOPLE, ROTA, TEAMS, Cells, TableLayout
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.ledger.drafts import ENDED, EVENT, ROW, SET, Draft
from standto_desk.ledger.tables import SCENARIO, key_columns, kind_of

REGISTER = (CAPABILITIES, TEAMS, PEOPLE, AUTHORISATIONS, ROTA)
"""The tables that an import changes, in the order in which their rows refer to one another."""


def drafts_between(before: Scenario, after: Scenario) -> Iterator[Draft]:
    """Yield the drafts, without keys: all rows take effect together, and their own periods say when they hold.

    Parameters
    ----------
    before, after
        The scenario as it is and as it will be. The events of the first come first in the second too.
    """
    if settings_text(before) != settings_text(after):
        yield settings_draft(settings_text(after), powers=after.powers is not None)
    old, new = dict(table_rows(before)), dict(table_rows(after))
    for table in REGISTER:
        yield from row_drafts(table, old[table], new[table])
    for event in after.events[len(before.events) :]:
        if event.kind == CORRECTION:
            yield Draft(EVENT, CORRECTION, event.subject)
        else:
            yield Draft(
                EVENT, event.kind, event.subject, occurred=event.occurred, until=event.until,
                capability=event.capability, source=event.source,
            )  # fmt: skip


def settings_draft(toml: str, *, powers: bool, occurred: Instant | None = None) -> Draft:
    """Return the draft of the settings.

    Parameters
    ----------
    toml
        The text of `scenario.toml`.
    powers
        Whether the scenario has a table of powers, which may be empty.
    occurred
        When it takes effect; None: when it is entered.
    """
    body = {"toml": toml} | ({"powers": "yes"} if powers else {})
    return Draft(ROW, SCENARIO, SCENARIO, step=SET, occurred=occurred, body=body)


def row_drafts(table: TableLayout, before: list[Cells], after: list[Cells]) -> Iterator[Draft]:
    """Yield the drafts that make the rows of a table those of another time: some end, others are set."""
    yield from (_tickets if table is AUTHORISATIONS else _rows)(table, before, after)


def _rows(table: TableLayout, before: list[Cells], after: list[Cells]) -> Iterator[Draft]:
    keys, kind = key_columns(table), kind_of(table.file)
    old, new = ({cells[:keys]: cells for cells in rows} for rows in (before, after))
    for key in old:
        if key not in new:
            named = dict(zip(table.columns[1:keys], key[1:], strict=True))
            yield Draft(ROW, kind, key[0], step=ENDED, body=named or None)
    for key, cells in new.items():
        if old.get(key) != cells:
            yield Draft(ROW, kind, cells[0], step=SET, body=_body(table, cells, 1))


def _tickets(table: TableLayout, before: list[Cells], after: list[Cells]) -> Iterator[Draft]:
    """Yield the tickets of each person and skill that differ: the old ones end, and all new ones are set."""
    old, new = ({}, {})  # type: dict[Cells, Counter[Cells]], dict[Cells, Counter[Cells]]
    for found, rows in ((old, before), (new, after)):
        for cells in rows:
            found.setdefault(cells[:2], Counter())[cells] += 1
    kind = kind_of(table.file)
    for person, capability in old:
        if (person, capability) not in new:
            yield Draft(ROW, kind, person, step=ENDED, capability=capability)
    for (person, capability), tickets in new.items():
        had = old.get((person, capability), Counter())
        if had == tickets:
            continue
        replaces = bool(had - tickets)
        if replaces:
            yield Draft(ROW, kind, person, step=ENDED, capability=capability)
        for cells in tickets if replaces else tickets - had:
            yield Draft(ROW, kind, person, step=SET, capability=capability, body=_body(table, cells, 2))


def _body(table: TableLayout, cells: Cells, ids: int) -> dict[str, str] | None:
    return {column: cell for column, cell in zip(table.columns[ids:], cells[ids:], strict=True) if cell} or None
