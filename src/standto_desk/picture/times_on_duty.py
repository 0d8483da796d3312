"""A person's own times on duty: by the rota, by the pattern, called in, and on call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from standto.model.event import CALLED_IN, CORRECTION, LINE_OF, ON_CALL, Event
from standto.model.people import Person
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.model.working_time import WorkingTime
from standto.register import situation_of, times_on_duty
from standto.register.on_duty_times import ALWAYS_THERE, CALLED, OWN_WORD, PATTERN
from standto.register.on_duty_times import ROTA as BY_ROTA
from standto_desk.book.ledger_events import PlacedEvent, history_of
from standto_desk.book.month_situations import rows_around

ROTA, SHIFT, ALWAYS = "rota", "shift", "always"
_SORTS = {BY_ROTA: ROTA, PATTERN: SHIFT, CALLED: CALLED_IN, OWN_WORD: ON_CALL, ALWAYS_THERE: ALWAYS}


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


def own_times(
    scenario: Scenario, people: Sequence[Person], said: Iterable[Event], period: Period
) -> dict[str, tuple[OwnTime, ...]]:
    """Return the times on duty of some people in a period, in order, by cipher; absences change nothing here.

    The register works them out; a horizon that is shorter than the period does not matter. Of people on duty at all
    times, only their call-ins are returned.

    Parameters
    ----------
    said
        The events of `said_about` them, in their order.
    """
    situation = situation_of(times_scenario(scenario, people, said, period))
    names = {duty.id: duty.label for duty in scenario.duties} | {crew.id: crew.label for crew in scenario.crews}
    always = {person.id for person in people if is_always_on_duty(scenario, person)}
    rows = situation.scenario.people
    found: dict[str, list[OwnTime]] = {person.id: [] for person in people}
    for one in times_on_duty(situation, period, absences=False).times:
        person, sort = rows[one.person].id, _SORTS[one.why]
        if person in found and (sort == CALLED_IN or person not in always):
            ours = Period(max(one.start, period.start), one.until)
            found[person].append(OwnTime(ours, sort, one.ready_minutes, names.get(one.duty, one.duty)))
    return {person: tuple(times) for person, times in found.items()}


def times_scenario(scenario: Scenario, people: Sequence[Person], said: Iterable[Event], period: Period) -> Scenario:
    """Return a scenario with only what says when some people are on duty, which is quicker to look through.

    One row stays in any case: whether a rota has rows decides who is on duty by their team's pattern alone.
    """
    ids = {person.id for person in people}
    rows = rows_around((row for row in scenario.rota if row.person in ids), period) or scenario.rota[:1]
    others = {row.person for row in rows} - ids
    concerned = (*people, *(person for person in scenario.people if person.id in others)) if others else tuple(people)
    return replace(
        scenario,
        horizon=period,
        people=concerned,
        rota=rows,
        events=tuple(said),
        pools=(),
        powers=None,
        authorisations=(),
        working_time=WorkingTime(),
    )


def _rows_of(scenario: Scenario, person: Person) -> list[RotaRow]:
    return [row for row in scenario.rota if row.person == person.id]
