"""The scenario of a past period, with every event known by a moment, and the entries that the events come from."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto_desk.book.ledger_events import PlacedEvent, events_in, uncollected
from standto_desk.book.moment_tables import NoScenario, tables_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.ledger.reading import entries

_events: LedgerCache[Instant, tuple[PlacedEvent, ...]] = LedgerCache(1)
"""The events known at the last instant asked about: the single months of a year share them."""


class PeriodBook(NamedTuple):
    """The scenario of a past period.

    Attributes
    ----------
    scenario
        The tables in force at the end of the period, with the period as their horizon and the events known.
    sequences
        The number of the entry that each event comes from, in the order of the events.
    same_tables
        Whether the same rows were in force from the start of the period to its end.
    """

    scenario: Scenario
    sequences: tuple[int, ...]
    same_tables: bool


def book_of(period: Period, known_at: Instant) -> PeriodBook:
    """Return the scenario of a past period, as known at a moment.

    Time before the start of the scenario that was in force at the end of the period is left out.

    Raises
    ------
    NoScenario
        No scenario had been entered by the end of the period, or it starts later.
    """
    with uncollected():
        ledger = current_ledger()
        tables = tables_at(ledger, period.until - 1, known_at)
        start = max(period.start, tables.scenario.horizon.start)
        if start >= period.until:
            raise NoScenario("the scenario starts after the period")
        by_then = entries(until=ledger.head.count).known_by(known_at)
        every = _events.get_as_known(known_at, known_at, lambda: tuple(events_in(by_then)))
        known = [one for one in every if tables.fits(one.event)]
        last = by_then.order_by("sequence").last()
    return PeriodBook(
        scenario=replace(
            tables.scenario,
            horizon=Period(start, period.until),
            events=tuple(one.event for one in known),
            # The hash of the last entry known covers all entries before it.
            digest="" if last is None else last.hash,
        ),
        sequences=tuple(one.sequence for one in known),
        same_tables=tables_at(ledger, start, known_at).number == tables.number,
    )
