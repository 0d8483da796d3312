"""The differences between the rota that people were told and another, such as the present one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.picture.rota.months import Month
from standto_desk.picture.rota.planned_times import plan_at
from standto_desk.picture.rota.publications import Publication, Times, publications_of, told_by


@dataclass(frozen=True, slots=True)
class ChangedTimes:
    """The times of one person that changed.

    Attributes
    ----------
    team
        The person's team now; blank for none.
    gone, new
        Times that they were told and no longer have, and times that they have and were not told.
    first
        Whether they were told nothing of this month before.
    """

    person: str
    team: str
    gone: Times
    new: Times
    first: bool


@dataclass(frozen=True, slots=True)
class TeamChanges:
    """The number of people of a team whose times changed, and of the times themselves."""

    team: str
    people: int
    gone: int
    new: int
    first: int


def changed_times(
    told: Mapping[str, Times], now: Mapping[str, Times], teams: Mapping[str, str]
) -> tuple[ChangedTimes, ...]:
    """Return the changed times of each person, by team, then by cipher.

    Parameters
    ----------
    told
        The times that each person was told last; people who were told nothing are missing.
    now
        The times of each person now.
    teams
        The team of each person now.
    """
    found = []
    for person, times in now.items():
        before = told.get(person, ())
        if before == times:
            continue
        gone, new = without(before, times), without(times, before)
        if gone or new:
            found.append(ChangedTimes(person, teams[person], gone, new, person not in told))
    return tuple(sorted(found, key=lambda one: (one.team, one.person)))


def without(times: Times, others: Times) -> Times:
    """Return the times that are not among others."""
    known = set(others)
    return tuple(one for one in times if one not in known) if known else times


def untold_at(month: Month, at: Instant) -> tuple[ChangedTimes, ...]:
    """Return the changes of a month that people have not been told yet, as known at a moment."""
    plan = plan_at(month, at)
    return changed_times(told_by(publications_of(month, at), plan.times), plan.times, plan.team)


def changed_by(publication: Publication) -> tuple[ChangedTimes, ...]:
    """Return the changes that a publication told people."""
    earlier = [one for one in publications_of(publication.month) if one.sequence < publication.sequence]
    told = publication.told
    return changed_times(told_by(earlier, told), told, publication.plan.team)


def by_team(changes: tuple[ChangedTimes, ...]) -> tuple[TeamChanges, ...]:
    """Return the numbers of each team with changes, by team."""
    teams: dict[str, list[ChangedTimes]] = {}
    for one in changes:
        teams.setdefault(one.team, []).append(one)
    return tuple(
        TeamChanges(
            team,
            len(ours),
            sum(len(one.gone) for one in ours),
            sum(len(one.new) for one in ours),
            sum(one.first for one in ours),
        )
        for team, ours in sorted(teams.items())
    )
