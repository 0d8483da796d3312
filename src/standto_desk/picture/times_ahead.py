"""A person's own times on duty over a period in which the register changes: each by the rows in force then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from standto.model.event import Event
from standto.model.time import Instant, Period
from standto_desk.book.moment_tables import NoScenario, tables_at, tables_known
from standto_desk.ledger.cached_answers import CurrentLedger, current_ledger
from standto_desk.ledger.tables import SCENARIO, Tables
from standto_desk.picture.times_on_duty import OwnTime, own_times, said_about


def own_times_ahead(person: str, at: Instant, period: Period) -> tuple[OwnTime, ...]:
    """Return the times on duty of a person in a period, in order, as known at a moment; absences change nothing."""
    ledger, said = current_ledger(), [one.event for one in said_about(person, at)]
    edges = [period.start, *_changes(tables_known(ledger, at), person, period), period.until]
    found: list[OwnTime] = []
    for piece in (Period(start, until) for start, until in pairwise(edges)):
        # The rows of now are at hand, and the same throughout the piece.
        moment = at if at in piece else piece.start
        last = piece.until == period.until
        for one in _times_in(piece, moment, ledger, person, said, at):
            found = [*_joined(found, one if last else _clipped(one, piece.until))]
    return tuple(found)


def _changes(tables: Tables, person: str, period: Period) -> list[Instant]:
    """Return the times within a period at which rows change that may say when a person is on duty."""
    kinds = [(kind, person) for kind in ("people", "rota")]
    kinds += [("teams", team) for team in tables.subjects("teams")] + [(SCENARIO, SCENARIO)]
    return sorted(
        {
            moment
            for kind, subject in kinds
            for moment in tables.moments_of(kind, subject, period.start)
            if moment < period.until
            and tables.cells_of(kind, subject, moment - 1) != tables.cells_of(kind, subject, moment)
        }
    )


def _times_in(
    piece: Period, moment: Instant, ledger: CurrentLedger, person: str, said: Iterable[Event], known_at: Instant
) -> Iterator[OwnTime]:
    """Yield the times on duty in a period by the rows of a moment; none if the person is not in the register then."""
    try:
        scenario = tables_at(ledger, moment, known_at).scenario
    except NoScenario:
        return
    rows = [one for one in scenario.people if one.id == person]
    yield from own_times(scenario, rows, said, piece)[person] if rows else ()


def _clipped(time: OwnTime, until: Instant) -> OwnTime:
    return replace(time, period=Period(time.period.start, min(time.period.until, until)))


def _joined(times: list[OwnTime], time: OwnTime) -> Iterator[OwnTime]:
    """Yield times and the next one, as one with the last if that goes on."""
    *before, last = times or [time]
    yield from before
    if times and last.period.until == time.period.start and replace(last, period=time.period) == time:
        yield replace(last, period=Period(last.period.start, time.period.until))
    else:
        yield from times[-1:]
        yield time
