"""The situation and the scenario of any moment, from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from standto.model.event import CORRECTION, DECISION, Event
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.register import Records, Situation, situation_in
from standto_desk.book.frame_records import Frame, FrameRecords
from standto_desk.book.horizons import end_of_day, horizon_of
from standto_desk.book.keeping_up import keep_up_if_behind
from standto_desk.book.ledger_events import PlacedEvent, events_in, uncollected
from standto_desk.book.moment_tables import MomentTables, tables_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.ledger.drafts import reference_to
from standto_desk.ledger.reading import entries

FRAMES = 4
"""The number of frames kept: that of now, and those of the moments last looked back to."""

_PROGRESS_EVERY = 10_000

_frames: LedgerCache[Frame, FrameRecords] = LedgerCache(FRAMES)


def situation_at(at: Instant, known_at: Instant | None = None) -> Situation:
    """Return the situation of a moment, the same as a fold of all entries from nothing.

    It takes the tables of the moment (`tables_at`), the frame of moments to which it belongs, and the frame's records
    of the ledger (`FrameRecords.up_to`), and asks the library for the situation in them.

    Parameters
    ----------
    at
        The moment. The rows of the tables are those in force then.
    known_at
        The instant as known at which to answer; None: `at`.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    known_at = at if known_at is None else known_at
    with uncollected():
        ledger = current_ledger()
        keep_up_if_behind(ledger.head.count)
        tables = tables_at(ledger, at, known_at)
        frame = _frame(tables, _horizon(tables.scenario, at), known_at)
        records = _frames.get(frame, lambda: FrameRecords(frame, tables), ledger)
        situation = situation_in(records.up_to(ledger.head.count), at=at, known_at=known_at)
        _ = situation.timeline  # fold the events now, while the collector is paused
    return situation


def folded_at(at: Instant, known_at: Instant | None = None) -> Situation:
    """Return the answer that `situation_at` must give, by a slow fold of all entries from nothing.

    Parameters
    ----------
    at, known_at
        As for `situation_at`.
    """
    known_at = at if known_at is None else known_at
    ledger = current_ledger()
    tables = tables_at(ledger, at, known_at)
    planned, horizon = tables.scenario, _horizon(tables.scenario, at)
    events = tuple(one.event for one in _known_events(tables, known_at, ledger.head.count))
    since = BEGINNING if horizon == planned.horizon else horizon.start
    records = Records(replace(planned, horizon=horizon, events=events), since=since)
    return situation_in(records, at=at, known_at=known_at)


def scenario_at(
    at: Instant, known_at: Instant | None = None, *, progress: Callable[[float], None] | None = None
) -> Scenario:
    """Return the scenario of a moment, with every event known then, as a folder would hold it.

    Parameters
    ----------
    at, known_at
        As for `situation_at`.
    progress
        Called from time to time with the share that is done, from 0 to 1.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    ScenarioError
        The tables are not sound: the instant lies between the entries of one append.
    """
    known_at = at if known_at is None else known_at
    ledger = current_ledger()
    tables = tables_at(ledger, at, known_at)
    events = _known_events(tables, known_at, ledger.head.count, progress)
    return replace(tables.scenario, events=tuple(_as_in_a_folder(events, tables.scenario)))


def _known_events(
    tables: MomentTables, known_at: Instant, until: int, progress: Callable[[float], None] | None = None
) -> list[PlacedEvent]:
    """Return every event about something in the tables that was known at an instant."""
    found = []
    for number, one in enumerate(events_in(entries(until=until).known_by(known_at))):
        if progress is not None and number % _PROGRESS_EVERY == 0:
            progress(one.sequence / until)
        if tables.fits(one.event):
            found.append(one)
    return found


def _horizon(planned: Scenario, at: Instant) -> Period:
    return horizon_of(planned.horizon, planned.zone, planned.policy, at)


def _frame(tables: MomentTables, horizon: Period, known_at: Instant) -> Frame:
    """Return the frame of a moment: all moments of a day share one, and all later questions about it another."""
    if horizon == tables.scenario.horizon:
        return Frame(tables.number, horizon, None, FOREVER)
    afterwards = known_at >= horizon.until
    known_before = FOREVER if afterwards else end_of_day(tables.scenario.zone, known_at)
    return Frame(tables.number, horizon, min(horizon.start, known_at), known_before)


def _as_in_a_folder(events: list[PlacedEvent], tables: Scenario) -> Iterator[Event]:
    """Yield events as a folder with some tables holds them.

    Leave out references to missing rows and events, and ids from the ledger that nothing refers to.
    """
    sources = {"", *(source.id for source in tables.sources)}
    ids = {one.event.id for one in events}
    needed = {one.event.subject for one in events if one.event.kind == CORRECTION}
    for sequence, event in events:
        if event.kind == CORRECTION and event.subject not in ids:
            continue
        spare = event.id == reference_to("", sequence) and event.kind != DECISION and event.id not in needed
        yield replace(event, id="" if spare else event.id, source=event.source if event.source in sources else "")
