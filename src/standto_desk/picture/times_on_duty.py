"""A person's own times on duty: by the rota, by the pattern, called in, and on call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from standto.model.event import CALLED_IN, CORRECTION, LINE_OF, ON_CALL, STOOD_OFF, Event
from standto.model.people import Person
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import REST
from standto.model.time import Instant, Period
from standto.register.shift_times import days_of, shift_on
from standto.register.step_functions import steps
from standto_desk.book.ledger_events import PlacedEvent, history_of

ROTA, SHIFT = "rota", "shift"


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A time on duty.

    Attributes
    ----------
    sort
        What has the person on duty: `rota`, `shift` (of the team's pattern), `called-in` or `on-call`.
    ready_minutes
        How long they may take to be at work once called.
    duty
        The name of the duty or crew that they are there for alone; blank for any.
    """

    period: Period
    sort: str
    ready_minutes: int = 0
    duty: str = ""


def said_about(person: str, at: Instant) -> list[PlacedEvent]:
    """Return the events that put a person on duty or take them off it, as known at an instant.

    Those that were corrected are left out. A later one takes precedence: by the time at which it occurred, then by its
    place in the ledger.
    """
    return said_about_each([person], at)[person]


def said_about_each(people: Collection[str], at: Instant) -> dict[str, list[PlacedEvent]]:
    """Return the events of `said_about` for each of some people."""
    known = [one for one in history_of(people) if one.event.recorded <= at]
    corrected = {one.event.subject for one in known if one.event.kind == CORRECTION}
    about = [one for one in known if LINE_OF.get(one.event.kind) == "on-duty" and one.event.id not in corrected]
    found: dict[str, list[PlacedEvent]] = {person: [] for person in people}
    for one in sorted(about, key=lambda one: (one.event.occurred, one.sequence)):
        found[one.event.subject].append(one)
    return found


def has_rota(scenario: Scenario, person: Person) -> bool:
    """Return whether a rota says when a person is on duty; lent people without a row work as they would without it.

    Where there is a rota, home people without a row are on duty by their team's pattern alone.
    """
    return bool(scenario.rota) and (person.force == scenario.home or bool(_rows_of(scenario, person)))


def is_always_on_duty(scenario: Scenario, person: Person) -> bool:
    """Return whether a person is on duty at all times: without a rota and without a pattern."""
    team = scenario.team.get(person.team)
    return not has_rota(scenario, person) and (team is None or not team.pattern)


def own_times(scenario: Scenario, person: Person, said: Iterable[Event], period: Period) -> tuple[OwnTime, ...]:
    """Return a person's times on duty in a period, in order. Of people on duty at all times, only their call-ins.

    Parameters
    ----------
    said
        The events of `said_about`, in their order.
    """
    planned = [*_planned(scenario, person, period)]
    line = steps((event.occurred, event.until, (event.kind, event.count or 0)) for event in said)
    edges = {period.start, period.until, *(at for at, _ in line)}
    edges |= {edge for one in planned for edge in (one.period.start, one.period.until)}
    pieces = pairwise(sorted(edge for edge in edges if period.start <= edge <= period.until))
    always = is_always_on_duty(scenario, person)
    found: list[OwnTime] = []
    for start, until in pieces:
        said_then = next((value for at, value in reversed(line) if at <= start), None)
        piece = _at_once(Period(start, until), _covering(planned, start), said_then)
        if piece is not None and not (always and piece.sort == ON_CALL):
            _add(found, piece)
    return tuple(found)


def _planned(scenario: Scenario, person: Person, period: Period) -> Iterator[OwnTime]:
    """Yield the times of the rota that overlap a period; for people without a row, those of the team's pattern."""
    rows = _rows_of(scenario, person)
    names = {duty.id: duty.label for duty in scenario.duties} | {crew.id: crew.label for crew in scenario.crews}
    for row in rows:
        if row.period.overlap(period):
            yield OwnTime(row.period, ROTA, row.ready_minutes, names.get(row.duty, row.duty))
    team = scenario.team.get(person.team)
    if rows or team is None or not team.pattern:
        return
    pattern = scenario.pattern[team.pattern]
    for day in days_of(scenario.zone, period):
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        if entry == REST:
            continue
        shift = scenario.shift[entry]
        run = shift_on(scenario.zone, shift, day)
        if run is not None and run.overlap(period):
            yield OwnTime(run, SHIFT, shift.ready_minutes)


def _rows_of(scenario: Scenario, person: Person) -> list[RotaRow]:
    return [row for row in scenario.rota if row.person == person.id]


def _covering(planned: Sequence[OwnTime], at: Instant) -> OwnTime | None:
    """Return the planned time at an instant; of two shifts at once, that with the shorter readiness."""
    there = [one for one in planned if one.period.start <= at < one.period.until]
    return min(there, key=attrgetter("ready_minutes"), default=None)


def _at_once(piece: Period, planned: OwnTime | None, said: tuple[str, int] | None) -> OwnTime | None:
    """Return what has a person on duty throughout a piece of time; None if nothing has."""
    kind, ready_minutes = said or ("", 0)
    if kind == CALLED_IN:
        return OwnTime(piece, CALLED_IN)
    if kind == STOOD_OFF:
        return None
    if planned is not None:
        return OwnTime(piece, planned.sort, planned.ready_minutes, planned.duty)
    return OwnTime(piece, ON_CALL, ready_minutes) if kind == ON_CALL else None


def _add(found: list[OwnTime], piece: OwnTime) -> None:
    """Add a piece, joined to the last one if that goes on alike."""
    if found and found[-1].period.until == piece.period.start:
        last = found[-1]
        alike = (last.sort, last.ready_minutes, last.duty) == (piece.sort, piece.ready_minutes, piece.duty)
        if alike:
            found[-1] = OwnTime(Period(last.period.start, piece.period.until), last.sort, last.ready_minutes, last.duty)
            return
    found.append(piece)
