"""A number of people who step back or return: who they are, and the events that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from standto.model.event import RETURNED, STEPPED_BACK
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Period
from standto.register import Situation
from standto.register.pool_states import places_in
from standto.scenario.cells import MOST
from standto.supposing.changes import THROUGHOUT, Laid, LineChange, NotSupposable, When
from standto.supposing.choice import CHOICES, GroupSteppingBack, stepping_back
from standto.supposing.ground import Ground
from standto.supposing.pool_changes import PoolStep
from standto.supposing.pool_parts import whole_of
from standto.supposing.subjects import PERSON, TEAM, Subject
from standto.wording import counted, listed

WORST, BEST, RANDOM = CHOICES
Chosen = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]
"""People by cipher, and places by pool."""


@dataclass(frozen=True, slots=True)
class NumberSteppingBack:
    """A number of people and places of the home force who step back.

    Attributes
    ----------
    capability, team
        Only people and places with this skill; only people of this team; empty for all.
    choice
        Who they are, one of `CHOICES`.
    seed
        Determines what is drawn.
    basis
        The help that counts when the worst or the best group is sought.
    """

    count: int
    capability: str = ""
    team: str = ""
    when: When = THROUGHOUT
    choice: str = WORST
    seed: int = 0
    basis: str = "confirmed"

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        inside = period.overlap(ground.looks)
        group = None if inside is None else self._group(ground.situation, inside)
        if group is None:
            chosen = drawn(who_may(ground.situation, period, self.capability, self.team), self.count, self.seed)
        else:
            chosen = group.people, group.places
        told, warnings = self._told(ground, period, chosen, group), _too_few(self.count, chosen, "may step back")
        return _laid(ground, self.when, STEPPED_BACK, chosen, told, warnings, self.capability)._replace(group=group)

    def _group(self, situation: Situation, period: Period) -> GroupSteppingBack:
        """Return the group, as large as there are people for it."""
        return stepping_back(
            situation,
            self.count,
            self.capability or None,
            choice=self.choice,
            seed=self.seed,
            since=period.start,
            until=period.until,
            basis=self.basis,
            team=self.team,
        )

    def _told(self, ground: Ground, period: Period, chosen: Chosen, group: GroupSteppingBack | None) -> str:
        told = _moving(
            chosen, self.team, ("steps back", "step back"), f" from {self.capability}" * bool(self.capability)
        )
        if group is None:
            which = f"drawn by seed {self.seed}"
        else:
            which = f"the {self.choice} group" if self.choice != RANDOM else f"a random group by seed {self.seed}"
        return f"{told}, {ground.told_period(*period)}: {which}"


@dataclass(frozen=True, slots=True)
class NumberReturning:
    """A number of people and places that have stepped back and return, drawn by the seed."""

    count: int
    capability: str = ""
    team: str = ""
    when: When = THROUGHOUT
    seed: int = 0

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        if period.until != FOREVER:
            raise NotSupposable("until: people who return have no end: suppose that they step back again at that time")
        chosen = drawn(who_have(ground.situation, period, self.capability, self.team), self.count, self.seed)
        told = _moving(chosen, self.team, ("returns", "return"), f" to {self.capability}" * bool(self.capability))
        told = f"{told}, {ground.told_period(*period)}: drawn by seed {self.seed}"
        warnings = _too_few(self.count, chosen, "have stepped back")
        return _laid(ground, self.when, RETURNED, chosen, told, warnings, self.capability)


def _moving(chosen: Chosen, team: str, verbs: tuple[str, str], skill: str) -> str:
    """Return the people and places with what they do: ``40 people step back from arv``."""
    of = f" of {Subject(TEAM, team)}" if team else ""
    number = _number(chosen)
    return f"{_people_and_places(chosen)}{of} {verbs[number > 1]}{skill}"


def who_may(situation: Situation, period: Period, capability: str, team: str) -> list[tuple[str, str]]:
    """Return each person and place of the home force who may step back then, as ``(sort, id)``."""
    scenario, mask = situation.scenario, _mask(situation, capability)
    standing = situation.standing_of(period.start)
    able = [one.force == 0 and bool(one.ever & one.willing & mask) for one in situation.standings]
    people = zip(scenario.people, standing.tolist(), strict=True)
    found = [("person", one.id) for one, number in people if able[number] and team in ("", one.team)]
    return found if team else found + _places(situation, period, capability, "available")


def who_have(situation: Situation, period: Period, capability: str, team: str) -> list[tuple[str, str]]:
    """Return each person and place of the home force who has stepped back then, as ``(sort, id)``."""
    scenario, mask = situation.scenario, _mask(situation, capability)
    standing = situation.standing_of(period.start)
    back = [
        one.force == 0 and one.stepped_back and (not capability or not one.willing & mask)
        for one in situation.standings
    ]
    people = zip(scenario.people, standing.tolist(), strict=True)
    found = [("person", one.id) for one, number in people if back[number] and team in ("", one.team)]
    return found if team else found + _places(situation, period, capability, "stepped-back")


def _mask(situation: Situation, capability: str) -> int:
    skills = situation.records.skills
    return skills.bit[capability] if capability else skills.everything


def _places(situation: Situation, period: Period, capability: str, state: str) -> list[tuple[str, str]]:
    scenario: Scenario = situation.scenario
    able = (pool for pool in scenario.pools if pool.force == scenario.home and capability in ("", *pool.capabilities))
    # Of a pool that is divided, the first part that is there stands for all.
    first: dict[str, Pool] = {}
    for pool in able:
        if pool.period.overlap(period):
            first.setdefault(whole_of(pool), pool)
    return [
        ("pool", pool.id)
        for pool in first.values()
        for _ in range(places_in(situation.lots(pool.id, period.start), (state,)))
    ]


def drawn(units: Sequence[tuple[str, str]], count: int, seed: int) -> Chosen:
    """Return some of the units, drawn by a seed; all of them if they are fewer."""
    places = sorted(Random(seed).sample(range(len(units)), min(count, len(units))))
    found = [units[place] for place in places]
    pools: dict[str, int] = {}
    for sort, name in found:
        if sort == "pool":
            pools[name] = pools.get(name, 0) + 1
    return tuple(name for sort, name in found if sort == "person"), tuple(pools.items())


def _laid(
    ground: Ground, when: When, kind: str, chosen: Chosen, told: str, warnings: tuple[str, ...], capability: str = ""
) -> Laid:
    """Return the events of the chosen people and places laid over a ground."""
    people, pools = chosen
    warnings = (*warnings, *when.warnings(ground))
    if people:
        subjects = tuple(Subject(PERSON, name) for name in people)
        ground = LineChange(kind, subjects, when, capability).laid_over(ground).ground
    for pool, number in pools:
        ground = PoolStep(pool, kind, number, when).laid_over(ground).ground
    return Laid(ground, told, warnings)


def _number(chosen: Chosen) -> int:
    people, pools = chosen
    return len(people) + sum(number for _, number in pools)


def _too_few(count: int, chosen: Chosen, what: str) -> tuple[str, ...]:
    number = _number(chosen)
    if count == MOST:
        return ()
    if not number:
        return (
            (f"this changes nothing: nobody {what.replace('may', 'can').replace('have', 'has')}",)
            if count
            else ("this changes nothing",)
        )
    return (f"only {number:,} of {count:,} {what}",) if number < count else ()


def _people_and_places(chosen: Chosen) -> str:
    """Return the number of people and of places, without their names: readers need none."""
    people, pools = chosen
    parts = [counted(len(people), "person", "people")] if people else []
    parts += [f"{counted(number, 'place')} of {pool}" for pool, number in pools]
    return listed(parts) if parts else "nobody"
