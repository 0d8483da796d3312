"""The supposed absence of people, teams, forces, pools, duties and crews."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from standto.model.event import CORRECTION, DUTY_SUSPENDED, UNAVAILABLE, Event
from standto.model.ladder import STEPS
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.supposing.changes import THROUGHOUT, Laid, LineChange, When
from standto.supposing.ground import Ground
from standto.supposing.pool_parts import parts_of, whole_of
from standto.supposing.subjects import CREW, DUTY, FORCE, PERSON, POOL, TEAM, Subject
from standto.wording import counted


@dataclass(frozen=True, slots=True)
class Absence:
    """Something that is not there: people are unavailable, places are not there, duties and crews are suspended."""

    subject: Subject
    when: When = THROUGHOUT

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        if self.subject.sort in (DUTY, CREW):
            return LineChange(DUTY_SUSPENDED, (self.subject,), self.when).laid_over(ground)
        people, pools = self._people(ground.scenario), self._pools(ground.scenario)
        told, warnings, period = [], list[str](), self.when.period(ground)
        if people or not pools:
            who = (
                str(self.subject)
                if self.subject.sort == PERSON
                else f"everybody in {self.subject} ({_people(len(people))})"
            )
            laid = LineChange(UNAVAILABLE, people, self.when, who=who).laid_over(ground)
            ground, told, warnings = laid.ground, [laid.told], list(laid.warnings)
        for whole, parts in _by_whole(pools).items():
            places = sum(ground.lots(parts[0].id, period.start).values())
            is_there = any(part.period.overlap(period) for part in parts)
            for part in parts:
                ground = without_pool(ground, part, period)
            told.append(f"{whole} ({counted(places, 'place')}) is not there, {ground.told_period(*period)}")
            if not is_there:
                warnings.append(f"{whole} is not there then, so this changes nothing about it")
        return Laid(ground, "; ".join(told), tuple(warnings))

    def _people(self, scenario: Scenario) -> tuple[Subject, ...]:
        sort, name = self.subject
        chosen = {
            PERSON: lambda person: person.id == name,
            TEAM: lambda person: person.team == name,
            FORCE: lambda person: person.force == name,
        }.get(sort)
        return () if chosen is None else tuple(Subject(PERSON, one.id) for one in scenario.people if chosen(one))

    def _pools(self, scenario: Scenario) -> list[Pool]:
        sort, name = self.subject
        if sort == POOL:
            return parts_of(scenario, name)
        return [pool for pool in scenario.pools if sort == FORCE and pool.force == name]


def _by_whole(pools: Iterable[Pool]) -> dict[str, list[Pool]]:
    """Return the parts of each pool by its id; one named as a part stands alone."""
    found: dict[str, list[Pool]] = {}
    for pool in pools:
        whole = whole_of(pool)
        found.setdefault(whole if whole in found else pool.id, []).append(pool)
    return found


def _people(number: int) -> str:
    return counted(number, "person", "people")


def without_pool(ground: Ground, pool: Pool, period: Period) -> Ground:
    """Return a ground on which the places of a pool are not there during a period.

    A pool that is there before and after becomes two pools with the same events: one there before, the other after.
    """
    before = pool.period.overlap(Period(pool.period.start, period.start)) if pool.period.start < period.start else None
    after = pool.period.overlap(Period(period.until, pool.period.until)) if period.until < pool.period.until else None
    if before and after:
        return _in_two(ground, pool, before, after)
    # A pool that is never there keeps its row, because events may name it, and a period before everything.
    start = min(ground.scenario.horizon.start, period.start)
    kept = before or after or Period(start - 2, start - 1)
    return ground.with_pools(_with(ground.scenario.pools, pool, replace(pool, period=kept)))


def _in_two(ground: Ground, pool: Pool, before: Period, after: Period) -> Ground:
    whole = whole_of(pool)
    later = replace(pool, id=free_id(ground.scenario, whole), period=after, part_of=whole)
    both = _with(ground.scenario.pools, pool, replace(pool, period=before), later)
    return ground.with_pools(both, _for_both(ground.scenario, pool.id, later.id))


def _for_both(scenario: Scenario, pool: str, other: str) -> tuple[Event, ...]:
    """Return the events, with those that move places of a pool also about another; decisions are about the first."""
    taken = {event.id for event in scenario.events}
    ids: dict[str, str] = {"": ""}
    for event in scenario.events:
        if event.kind in STEPS and event.subject == pool and event.id:
            ids[event.id] = next(new for number in count(2) if (new := f"{event.id}.{number}") not in taken)
            taken.add(ids[event.id])
    found = []
    for event in scenario.events:
        found.append(event)
        if event.kind in STEPS and event.subject == pool:
            found.append(replace(event, id=ids[event.id], subject=other))
        elif event.kind == CORRECTION and event.subject in ids:
            found.append(replace(event, id="", subject=ids[event.subject]))
    return tuple(found)


def _with(pools: Iterable[Pool], old: Pool, *new: Pool) -> list[Pool]:
    return [one for pool in pools for one in (new if pool.id == old.id else (pool,))]


def free_id(scenario: Scenario, name: str) -> str:
    """Return an id for another pool like one: its id with the first number that no person or pool has."""
    return next(new for number in count(2) if not is_taken(scenario, new := f"{name}.{number}"))


def is_taken(scenario: Scenario, name: str) -> bool:
    """Return whether a person or a pool has an id."""
    return name in scenario.pool or any(person.id == name for person in scenario.people)
