"""The scenario of a moment with all events known then, each called as other entries of the ledger refer to it."""

from __future__ import annotations

from dataclasses import replace

from standto.model.event import UNAVAILABLE, Event
from standto.model.scenario import Scenario
from standto.model.time import SECOND, Instant
from standto_desk.book.ledger_events import PlacedEvent, events_in, uncollected
from standto_desk.book.moment_tables import tables_at
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.reading import entries

IMPORTED = "import"
"""The start of the keys of entries that an import made, on the desk or at the command line."""
_AT_ONCE = 10 * SECOND
"""The most time between what an import into an empty ledger made known and when it recorded it."""


def referenced_scenario(at: Instant) -> Scenario:
    """Return the scenario of a moment; absences that an import entered are as if known from their start.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    with uncollected():
        ledger = current_ledger()
        tables = tables_at(ledger, at, at)
        known = entries(until=ledger.head.count).known_by(at)
        ours = _imported_absences(known)
        events = tuple(_as_imported(one, ours) for one in events_in(known) if tables.fits(one.event))
    return replace(tables.scenario, events=events)


def _as_imported(one: PlacedEvent, ours: set[int]) -> Event:
    return replace(one.event, recorded=one.event.occurred) if one.sequence in ours else one.event


def _imported_absences(known: Entries) -> set[int]:
    """Return the absences that an import on the desk entered; those of a folder say themselves when they were known."""
    columns = ("sequence", "imported", "known", "recorded")
    found = known.with_keys_from(IMPORTED).events(UNAVAILABLE).values_list(*columns)
    return {place for place, imported, known_at, recorded in found if not imported or recorded - known_at < _AT_ONCE}
