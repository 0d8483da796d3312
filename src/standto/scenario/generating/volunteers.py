"""Volunteers with their skills, teams and tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.people import Authorisation, Capability, Person
from standto.model.time import DAY, Period
from standto.scenario.generating.draws import Draws, apportion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.people import Team


class Skill(NamedTuple):
    """A rung of skill: nobody holds it without the rungs below.

    Attributes
    ----------
    id, name
        The capability.
    share
        The share of all people for whom it is the highest.
    """

    id: str
    name: str
    share: float


SKILLS = (
    Skill("afo", "Authorised firearms officer", 0.58),
    Skill("arv", "Armed response vehicle officer", 0.28),
    Skill("sfo", "Specialist firearms officer", 0.08),
    Skill("ctsfo", "Counter-terrorist specialist firearms officer", 0.06),
)
"""From the lowest; each is recruited from the one before. The shares are invented."""
SUPPORT = Capability("military-support", "Guarding and support by the armed forces")
"""The capability of lent soldiers; duties that the law may open to them list it beside a skill."""


def capabilities() -> tuple[Capability, ...]:
    """Return every skill as a capability, and the soldiers' as the last."""
    return (*(Capability(skill.id, skill.name) for skill in SKILLS), SUPPORT)


RENEWED = 0.75
"""The share of tickets due to expire in the horizon that have been renewed."""
NEWLY_HELD = 0.01
"""The share of people whose highest ticket begins in the horizon."""


class Volunteer(NamedTuple):
    """A person, with the rung of their highest skill."""

    person: Person
    level: int


def volunteers_of(draws: Draws, levels: Sequence[int], teams: Sequence[Team], prefix: str) -> tuple[Volunteer, ...]:
    """Return volunteers in the order of their ciphers, with each rung spread evenly over the teams.

    Parameters
    ----------
    draws
        The stream of random draws.
    levels
        The number of people for whom each rung of skill is the highest, the lowest rung first.
    teams
        The teams, of one force.
    prefix
        The beginning of every cipher.
    """
    dealt = [level for level, count in enumerate(levels) for _ in range(count)]
    posted = [(level, teams[index % len(teams)]) for index, level in enumerate(dealt)]
    draws.shuffle(posted)
    width = len(str(len(posted)))
    return tuple(
        Volunteer(Person(f"{prefix}{number:0{width}}", team.force, team.id), level)
        for number, (level, team) in enumerate(posted, start=1)
    )


def levels_of(people: int) -> list[int]:
    """Return the number of people for whom each rung of skill is the highest."""
    return apportion(people, [skill.share for skill in SKILLS])


def groups_of(volunteers: Sequence[Volunteer]) -> list[list[Volunteer]]:
    """Return volunteers grouped by team and highest skill: people who can relieve each other."""
    groups: dict[tuple[str, int], list[Volunteer]] = {}
    for volunteer in volunteers:
        groups.setdefault((volunteer.person.team, volunteer.level), []).append(volunteer)
    return list(groups.values())


def tickets_of(draws: Draws, volunteers: Sequence[Volunteer], horizon: Period) -> tuple[Authorisation, ...]:
    """Return everybody's tickets; while a higher one is current, so are the lower ones."""
    return tuple(ticket for volunteer in volunteers for ticket in _tickets(draws, volunteer, horizon))


def _tickets(draws: Draws, volunteer: Volunteer, horizon: Period) -> Iterator[Authorisation]:
    """Yield one person's tickets, each for a year; most of those due to expire in the horizon have been renewed."""
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
