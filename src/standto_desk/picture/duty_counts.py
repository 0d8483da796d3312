"""The number of people on duty at a moment: by readiness, by team, and by crew and duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant
from standto.register import NEVER, Situation
from standto.register.standing import BY_PATTERN


@dataclass(frozen=True, slots=True)
class GroupCount:
    """The number of people of a group.

    Attributes
    ----------
    on_duty
        The number on duty, whether they count or not; of a crew or duty, those whom the rota has there for it alone.
    counting
        The number who count for a duty or crew that stands; of a crew or duty, those who count for it.
    """

    name: str
    on_duty: int
    counting: int


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """The number of people on duty at a moment.

    Attributes
    ----------
    readiness
        By how soon people can be at work, in minutes, the soonest first.
    teams
        By team; last the people without one, with a blank name. Empty if there is no team.
    demands
        By crew, then by duty, each in order of precedence.
    """

    at: Instant
    total: GroupCount
    readiness: tuple[tuple[int, GroupCount], ...]
    teams: tuple[GroupCount, ...]
    demands: tuple[GroupCount, ...]


@dataclass(frozen=True, slots=True)
class PersonOnDuty:
    """A person on duty at a moment.

    Attributes
    ----------
    place
        The person's place in `Scenario.people`.
    ready_minutes
        How long they need to be at work once called.
    bound
        The id of the duty or crew that the rota has them there for alone; blank for any.
    counts
        Whether they count for a duty or crew that stands.
    """

    place: int
    ready_minutes: int
    bound: str
    counts: bool


def people_on_duty(situation: Situation, at: Instant) -> tuple[PersonOnDuty, ...]:
    """Return the people on duty at a moment of the horizon, in the order of the scenario."""
    standing, minutes = situation.standing_of(at), situation.ready_minutes(at)
    states, kinds = situation.records.abilities.rota.states, _kinds(situation, at)
    found = []
    for place, number in enumerate(standing.tolist()):
        if minutes[number] < NEVER:
            row = situation.standings[number].rota
            bound = "" if row == BY_PATTERN else states[row].bound
            found.append(PersonOnDuty(place, int(minutes[number]), bound, bool(kinds[number] >= 0)))
    return tuple(found)


def counts_on_duty(situation: Situation, at: Instant) -> DutyCounts:
    """Return the number of people on duty at a moment of the horizon."""
    scenario, on_duty = situation.scenario, people_on_duty(situation, at)
    by_team: dict[str, list[PersonOnDuty]] = {}
    by_minutes: dict[int, list[PersonOnDuty]] = {}
    for one in on_duty:
        by_team.setdefault(scenario.people[one.place].team, []).append(one)
        by_minutes.setdefault(one.ready_minutes, []).append(one)
    teams = [_counted(team.id, by_team.get(team.id, [])) for team in scenario.teams]
    if teams and any(not person.team for person in scenario.people):
        teams.append(_counted("", by_team[""]))
    return DutyCounts(
        at=at,
        total=_counted("", on_duty),
        readiness=tuple((minutes, _counted("", by_minutes[minutes])) for minutes in sorted(by_minutes)),
        teams=tuple(teams),
        demands=tuple(_by_demand(situation, at, on_duty)),
    )


def _counted(name: str, people: list[PersonOnDuty] | tuple[PersonOnDuty, ...]) -> GroupCount:
    return GroupCount(name, len(people), sum(one.counts for one in people))


def _by_demand(situation: Situation, at: Instant, on_duty: tuple[PersonOnDuty, ...]) -> Iterator[GroupCount]:
    """Yield the numbers of each crew and duty."""
    scenario, heads = situation.scenario, situation.headcounts(at)
    kinds, classes = _kinds(situation, at), situation.timeline.classes
    # of_class[c] = the number of people with a standing of class c
    of_class = (
        np.bincount(kinds[kinds >= 0], weights=heads[kinds >= 0], minlength=len(classes)).astype(np.int64).tolist()
    )
    mask: dict[str, int] = {}
    for place, demand in enumerate(scenario.demands):
        name = demand.crew or demand.id
        mask[name] = mask.get(name, 0) | 1 << place
    names = {crew.id: crew.label for crew in scenario.crews_in_order}
    names |= {duty.id: duty.label for duty in scenario.duties_in_order if not duty.crew}
    for row, name in names.items():
        able = sum(number for kind, number in zip(classes, of_class, strict=True) if kind.duties & mask[row])
        yield GroupCount(name, sum(one.bound == row for one in on_duty), able)


def _kinds(situation: Situation, at: Instant) -> NDArray[np.int32]:
    """Return the class of each standing at an instant; -1 if it counts for no duty."""
    timeline = situation.timeline
    known = timeline.class_of[:, timeline.rules.span(at)]
    # Another thread may have added standings, which nobody has in this situation.
    return np.pad(known, (0, len(situation.headcounts(at)) - len(known)), constant_values=-1)
