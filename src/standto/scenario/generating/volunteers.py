"""Volunteers with their teams, and the tickets they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.scenario import Authorisation, Person
from standto.model.time import DAY, Period
from standto.scenario.generating.draws import Draws, apportion
from standto.scenario.generating.skills import SKILLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.scenario import Team

RENEWED = 0.75
"""The part of tickets that would run out in the horizon but have been renewed."""
NEWLY_HELD = 0.01
"""The part of people whose highest ticket begins in the horizon."""


class Volunteer(NamedTuple):
    """A person, with the rung of the highest skill."""

    person: Person
    level: int


def volunteers_of(draws: Draws, levels: Sequence[int], teams: Sequence[Team], prefix: str) -> tuple[Volunteer, ...]:
    """Return volunteers in the order of their ciphers, each rung dealt out evenly over the teams.

    Parameters
    ----------
    draws
        Where chance comes from.
    levels
        How many people have each rung of skill as their highest, the lowest first.
    teams
        The teams, of one force.
    prefix
        What every cipher begins with.
    """
    hands = [level for level, count in enumerate(levels) for _ in range(count)]
    places = [(level, teams[place % len(teams)]) for place, level in enumerate(hands)]
    draws.shuffle(places)
    width = len(str(len(places)))
    return tuple(
        Volunteer(Person(f"{prefix}{number:0{width}}", team.force, team.id), level)
        for number, (level, team) in enumerate(places, start=1)
    )


def levels_of(people: int) -> list[int]:
    """Return how many people have each rung of skill as their highest."""
    return apportion(people, [skill.share for skill in SKILLS])


def groups_of(volunteers: Sequence[Volunteer]) -> list[list[Volunteer]]:
    """Return volunteers by team and highest skill: those who can relieve each other."""
    groups: dict[tuple[str, int], list[Volunteer]] = {}
    for volunteer in volunteers:
        groups.setdefault((volunteer.person.team, volunteer.level), []).append(volunteer)
    return list(groups.values())


def tickets_of(draws: Draws, volunteers: Sequence[Volunteer], horizon: Period) -> tuple[Authorisation, ...]:
    """Return everybody's tickets: a lower one is always in force while a higher one is."""
    return tuple(ticket for volunteer in volunteers for ticket in _tickets(draws, volunteer, horizon))


def _tickets(draws: Draws, volunteer: Volunteer, horizon: Period) -> Iterator[Authorisation]:
    """Yield one person's tickets; those of a year run out, and most that would in the horizon have been renewed."""
    gained = horizon.start - draws.randrange(400, 3_000) * DAY
    until = horizon.start + draws.randrange(1, 366) * DAY
    if until < horizon.until and draws.chance(RENEWED):
        until += 365 * DAY
    only_highest = draws.chance(0.5)
    newly = draws.chance(NEWLY_HELD)
    for level in range(volunteer.level + 1):
        highest = level == volunteer.level
        since = gained + level * 90 * DAY
        if highest and newly and level:
            since = horizon.start + draws.randrange(1, max(2, (horizon.until - horizon.start) // DAY)) * DAY
        ends = until if highest or not only_highest else until + 365 * DAY
        if since < ends:
            yield Authorisation(volunteer.person.id, SKILLS[level].id, Period(since, ends))
