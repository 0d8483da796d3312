"""The groups of people that an outlook may be about: none so small that its outlook would tell a person's state.

Whether a group is offered follows from the register alone, never from its people's states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

from django.conf import settings

from standto.assuming.processes import Among, AnyProcess, Weight
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.caching.answers import LatestAnswer

TEAM, SKILL = "team", "skill"


@dataclass(frozen=True, slots=True)
class GroupOfPeople:
    """Some people of the home force.

    Attributes
    ----------
    key
        Blank for everybody, or the sort and the id, as ``team:a``.
    name
        Its name, for people.
    among
        Those people, as assumptions name them.
    number
        The number of people in the register and of places of the force's own pools, whether they count now or not.
    least_told
        As `least_told` returns it.
    """

    key: str
    name: str
    among: Among
    number: int
    least_told: int

    @property
    def offered(self) -> bool:
        """Whether it is large enough that nobody's state follows from an outlook about it."""
        return self.least_told >= least_group()


EVERYBODY = ""
_counted: LatestAnswer[Scenario, dict[Instant, tuple[GroupOfPeople, ...]]] = LatestAnswer()
"""The groups of the latest scenario at its latest moment."""


def least_group() -> int:
    """Return the least number of people that an outlook may be about."""
    return int(settings.STANDTO_SMALL_NUMBER)


def groups_in(scenario: Scenario, at: Instant) -> tuple[GroupOfPeople, ...]:
    """Return the groups that an outlook of a moment may be about: everybody, then teams, then skills."""
    counted = _counted.get(scenario, lambda _: {})
    found = counted.get(at)
    if found is None:
        # Each slider that moves asks again, and counting thousands of tickets takes longer than all else on the page.
        number = counting(scenario, at)
        found = tuple(
            GroupOfPeople(key, name, among, number(among), least_told(among, number))
            for key, name, among in _all_groups(scenario)
        )
        counted.clear()
        counted[at] = found
    return tuple(group for group in found if group.offered or group.key == EVERYBODY)


def group_of(key: str, scenario: Scenario, at: Instant) -> GroupOfPeople | None:
    """Return a group by its key; None if there is none, or if it is too small."""
    return next((group for group in groups_in(scenario, at) if group.key == key), None)


def small_groups_in(
    processes: Iterator[AnyProcess] | tuple[AnyProcess, ...], scenario: Scenario, at: Instant
) -> list[str]:
    """Return the names of the processes whose outlooks would tell of fewer people than an outlook may be about."""
    counted = counting(scenario, at)
    return [
        process.name
        for process in processes
        if any(least_told(among, counted) < least_group() for among in _among(process))
    ]


def least_told(among: Among, counted: Callable[[Among], int]) -> int:
    """Return the least number of people whose states an outlook about some tells, alone or beside another outlook.

    The difference of two outlooks tells of the people who are in one of their groups only. So the number is the least
    of those among some, of each team and skill that they name, and of the others in each wider group, if there are any.

    Parameters
    ----------
    counted
        Returns the number of people who are among some.
    """
    parts = [replace(among, teams=(team,)) for team in among.teams]
    parts += [replace(among, capabilities=(skill,)) for skill in among.capabilities]
    wider = (replace(among, teams=()), replace(among, capabilities=()), Among(forces=among.forces))
    others = [counted(one) - counted(among) for one in wider]
    return min([*(counted(one) for one in (among, *parts)), *(one for one in others if one)])


def counting(scenario: Scenario, at: Instant) -> Callable[[Among], int]:
    """Return a function that counts the people and own places that are among some, by the register at a moment."""
    held: dict[str, set[str]] = {}
    for ticket in scenario.authorisations:
        if at in ticket.period:
            held.setdefault(ticket.person, set()).add(ticket.capability)
    # Thousands of people are alike in a few ways, and each group is asked for several times.
    alike = Counter((one.force, one.team, frozenset(held.get(one.id, ()))) for one in scenario.people)
    own = [pool for pool in scenario.pools if pool.force == scenario.home]

    def number_among(among: Among) -> int:
        skills, teams = frozenset(among.capabilities), among.teams
        forces = frozenset(among.forces) or frozenset({scenario.home})
        people = sum(
            number
            for (force, team, holds), number in alike.items()
            if force in forces and (not teams or team in teams) and (not skills or skills & holds)
        )
        places = () if teams or scenario.home not in forces else own
        return people + sum(pool.count for pool in places if not skills or skills & {*pool.capabilities})

    return number_among


def _all_groups(scenario: Scenario) -> Iterator[tuple[str, str, Among]]:
    yield EVERYBODY, "Everybody of the force", Among()
    for team in scenario.teams:
        if team.force == scenario.home:
            yield f"{TEAM}:{team.id}", f"Team {team.id}", Among(teams=(team.id,))
    for skill in scenario.capabilities:
        yield f"{SKILL}:{skill.id}", skill.label, Among(capabilities=(skill.id,))


def _among(process: AnyProcess) -> Iterator[Among]:
    """Yield everybody whom a process is about, and everybody whom it weighs."""
    for field in fields(process):
        value = getattr(process, field.name)
        if isinstance(value, Among) and value != Among():
            yield value
        elif isinstance(value, tuple):
            yield from (one.among for one in value if isinstance(one, Weight))
