"""The situation and the scenario of any moment, by the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import CORRECTION, DECISION
from standto.model.time import BEGINNING, FOREVER
from standto.register import Records, Situation, situation_in
from standto_desk.book.beside import keep_up_if_behind
from standto_desk.book.collecting import uncollected
from standto_desk.book.fitting import sound
from standto_desk.book.horizons import end_of_day, horizon_of
from standto_desk.book.reading import PlacedEvent, events_in
from standto_desk.book.tables_then import TableHistory, TablesThen
from standto_desk.book.volumes import Frame, Volume
from standto_desk.ledger.cached_answers import CurrentLedger, LedgerCache, current_ledger
from standto_desk.ledger.reading import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.event import Event
    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period

VOLUMES = 4
"""How many are kept: that of now, and those of the moments last looked back to."""

_tables: LedgerCache[None, TableHistory] = LedgerCache(1)
_volumes: LedgerCache[Frame, Volume] = LedgerCache(VOLUMES)


def situation_at(at: Instant, known_at: Instant | None = None, *, declared: bool = False) -> Situation:
    """Return the situation of a moment: what a fold of all entries from nothing would give.

    Parameters
    ----------
    at
        As of when. The rows of the tables are those in force then.
    known_at
        As known when; None: at `at`.
    declared
        Whether to keep to the horizon that the scenario declares wherever `at` lies in it, as an export does; see
        `horizons`.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    known_at = at if known_at is None else known_at
    with uncollected():
        question = _question(at, known_at, declared=declared)
        frame = _frame(question.tables, question.horizon, known_at)
        volume = _volumes.get(frame, lambda: Volume(frame, question.tables), question.ledger)
        situation = situation_in(volume.up_to(question.ledger.head.count), at=at, known_at=known_at)
        _ = situation.timeline  # folded here and now
    return situation


def folded_at(at: Instant, known_at: Instant | None = None, *, declared: bool = False) -> Situation:
    """Return what `situation_at` must: a fold of all entries from nothing, with no projection and nothing cached.

    Slow; it is what answers are checked against.

    Parameters
    ----------
    at, known_at, declared
        As for `situation_at`.
    """
    known_at = at if known_at is None else known_at
    question = _question(at, known_at, declared=declared)
    planned, horizon = question.tables.scenario, question.horizon
    events = tuple(one.event for one in _known_events(question, known_at))
    since = BEGINNING if horizon == planned.horizon else horizon.start
    records = Records(replace(planned, horizon=horizon, events=events), since=since)
    return situation_in(records, at=at, known_at=known_at)


def scenario_at(at: Instant, known_at: Instant | None = None, *, declared: bool = True) -> Scenario:
    """Return the scenario of a moment, with every event known then, as a folder would hold it.

    Parameters
    ----------
    at, known_at, declared
        As for `situation_at`; by default the declared horizon is kept to.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    known_at = at if known_at is None else known_at
    question = _question(at, known_at, declared=declared)
    events = tuple(_as_in_a_folder(_known_events(question, known_at)))
    return replace(question.tables.scenario, horizon=question.horizon, events=sound(events))


class _Question(NamedTuple):
    """A moment that is asked about: the ledger, the tables in force then and the horizon that it is looked at in."""

    ledger: CurrentLedger
    tables: TablesThen
    horizon: Period


def _question(at: Instant, known_at: Instant, *, declared: bool) -> _Question:
    """Return what a moment is answered from, having the projections kept up where they are far behind."""
    ledger = current_ledger()
    keep_up_if_behind(ledger.head.count)
    tables = _tables.get(None, TableHistory, ledger).at(at, known_at, ledger.head.count)
    planned = tables.scenario
    return _Question(ledger, tables, horizon_of(planned.horizon, planned.zone, planned.policy, at, keep=declared))


def _known_events(question: _Question, known_at: Instant) -> list[PlacedEvent]:
    """Return every event about what the tables hold that was known at an instant."""
    known = events_in(entries(until=question.ledger.head.count).filter(known__lte=known_at))
    return [one for one in known if question.tables.fitting(one.event)]


def _frame(then: TablesThen, horizon: Period, known_at: Instant) -> Frame:
    """Return the frame of a moment: one for all moments of a day, and for all that were asked of it afterwards."""
    if horizon == then.scenario.horizon:
        return Frame(then.number, horizon, None, FOREVER)
    afterwards = known_at >= horizon.until
    known_before = FOREVER if afterwards else end_of_day(then.scenario.zone, known_at)
    return Frame(then.number, horizon, min(horizon.start, known_at), known_before)


def _as_in_a_folder(told: list[PlacedEvent]) -> Iterator[Event]:
    """Yield events as a folder holds them: without the ids that they have from the ledger, where nothing needs them."""
    needed = {one.event.subject for one in told if one.event.kind == CORRECTION}
    for sequence, event in told:
        spare = event.id == f"entry-{sequence}" and event.kind != DECISION and event.id not in needed
        yield replace(event, id="") if spare else event
