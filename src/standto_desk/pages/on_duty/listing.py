"""The people on duty at a moment, as lines with when their time on duty ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standto.model.people import Person
from standto.model.scenario import Scenario
from standto.model.time import DAY, Instant, Period
from standto.model.working_time import EFFECTS
from standto.presenting.readiness import ReadinessLine
from standto.register import Situation
from standto_desk.picture.duty_counts import PersonOnDuty
from standto_desk.picture.times_on_duty import OwnTime, is_always_on_duty, own_times, said_about_each

AHEAD = 14 * DAY
"""How far ahead we look for the end of a time on duty."""
CALLED_IN = "called-in"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person on duty.

    Attributes
    ----------
    team
        The team's id; blank for none.
    bound
        The name of the duty or crew that they are there for alone; blank for any.
    how_soon
        How soon they can be at work, in words.
    until
        The end of their time on duty with this readiness and duty; None: it has no end in the time that we look at.
    counts
        Whether they count for a duty or crew that stands.
    rest
        The most serious effect of the rules on rest that their present stint breaks; blank for none.
    """

    person: str
    team: str
    bound: str
    how_soon: str
    until: Instant | None
    counts: bool
    rest: str


def how_soon(scenario: Scenario, minutes: int) -> str:
    """Return a readiness in words: ``Now``, ``Within 10 minutes``."""
    return ReadinessLine(minutes, (), None, scenario.zone).label.capitalize()


def person_lines(
    situation: Situation, at: Instant, known_at: Instant, people: Sequence[PersonOnDuty]
) -> tuple[PersonLine, ...]:
    """Return the lines of some people on duty at a moment, as known at another."""
    scenario = situation.scenario
    rows = [scenario.people[one.place] for one in people]
    names = {duty.id: duty.label for duty in scenario.duties} | {crew.id: crew.label for crew in scenario.crews}
    rest = _rest_at(situation, at)
    ends = _ends(scenario, rows, at, known_at)
    return tuple(
        PersonLine(
            person=row.id,
            team=row.team,
            bound=names.get(one.bound, one.bound),
            how_soon=how_soon(scenario, one.ready_minutes),
            until=ends[row.id],
            counts=one.counts,
            rest=rest.get(one.place, ""),
        )
        for one, row in zip(people, rows, strict=True)
    )


def _rest_at(situation: Situation, at: Instant) -> dict[int, str]:
    """Return the most serious effect of the rules on rest that each person's stint at a moment breaks, by place."""
    record = situation.rest
    if record is None:
        return {}
    broken = record.broken(Period(at, at + 1))
    effects: dict[int, str] = {}
    # The least serious first, so that the most serious stays.
    for effect in reversed(EFFECTS):
        effects |= {each.person: effect for each in broken if record.rules[each.rule].effect == effect}
    return effects


def _ends(scenario: Scenario, people: Sequence[Person], at: Instant, known_at: Instant) -> dict[str, Instant | None]:
    """Return the end of each person's time on duty."""
    period, found = Period(at, at + AHEAD), said_about_each([row.id for row in people], known_at)
    times = own_times(scenario, people, [one.event for about in found.values() for one in about], period)
    return {row.id: _end(scenario, row, times[row.id], period) for row in people}


def _end(scenario: Scenario, person: Person, times: Sequence[OwnTime], period: Period) -> Instant | None:
    first = times[0] if times and times[0].period.start == period.start else None
    always = is_always_on_duty(scenario, person) and (first is None or first.sort == CALLED_IN)
    return None if always or first is None or first.period.until >= period.until else first.period.until
