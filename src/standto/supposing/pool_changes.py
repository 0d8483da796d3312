"""Supposed pools, more places of pools, and steps of their places along the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from standto.model.event import STEPPED_BACK
from standto.model.ladder import AID_STEPS, CONTINGENCY_STEPS, HOME_STEPS, STEPS, LadderStep, move
from standto.model.scenario import Pool, Scenario
from standto.model.time import FOREVER, Period
from standto.scenario.warnings_events import moves_too_few, too_few
from standto.supposing.absences import free_id, is_taken
from standto.supposing.changes import THROUGHOUT, Laid, NotSupposable, When
from standto.supposing.ground import Ground
from standto.supposing.pool_parts import parts_of
from standto.wording import counted, listed

HERE = {"home": "available", "military": "deployed", "police": "arrived", "other": "arrived"}
"""The state of places that are here, by the kind of their force."""
SUPPOSED = "what-if"
"""The id of a supposed pool that is given none."""


def steps_of(scenario: Scenario, pool: str) -> dict[str, LadderStep]:
    """Return the steps that places of a pool can take."""
    kind = scenario.force[scenario.pool[pool].force].kind
    return {"home": HOME_STEPS, "military": CONTINGENCY_STEPS}.get(kind, AID_STEPS)


def step_named(scenario: Scenario, pool: str, name: str) -> str:
    """Return the kind of event of a step: it is named whole, or without ``aid-`` or ``contingency-`` before it."""
    steps = steps_of(scenario, pool)
    plain = name.strip().casefold().replace(" ", "-")
    found = [kind for kind in steps if plain in (kind, kind.removeprefix("aid-").removeprefix("contingency-"))]
    if not found:
        raise NotSupposable(f"step: {name!r} is not a step of {pool}: allowed are {', '.join(steps)}")
    return found[0]


@dataclass(frozen=True, slots=True)
class PoolStep:
    """A step of places of a pool; `until` is for home places that step back and return by then."""

    pool: str
    kind: str
    count: int | None = None
    when: When = THROUGHOUT

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        if period.until != FOREVER and self.kind != STEPPED_BACK:
            raise NotSupposable("until: a step of places has no end: suppose another step at that time")
        events = ground.known(ground.events_about([self.pool], STEPS).get(self.pool, []))
        lots = {self._row(ground).state: self._row(ground).count}
        for event in events:
            if event.occurred <= period.start:
                move(lots, STEPS[event.kind], event.count)
        taken = STEPS[self.kind].taken(lots, self.count)
        arrived = STEPS[self.kind].arriving(taken, self.count)
        parts = [part.id for part in parts_of(ground.scenario, self.pool)]
        rows = [ground.row(self.kind, part, period.start, count=self.count) for part in parts]
        if period.until != FOREVER and arrived:
            rows += [ground.row("returned", part, period.until, count=arrived) for part in parts]
        after = ground.with_rows(rows)
        later = [event.kind for event in events if event.occurred > period.start]
        warnings = [*self._warnings(after, arrived), *self.when.warnings(ground)]
        if later:
            warnings.append(
                f"later events of the file still move places of {self.pool} ({listed(list(dict.fromkeys(later)))}): "
                f"to take it out, suppose 'nobody from {self.pool}'"
            )
        return Laid(after, self._told(ground, period, taken, arrived), tuple(warnings))

    def _row(self, ground: Ground) -> Pool:
        return ground.scenario.pool[self.pool]

    def _warnings(self, after: Ground, arrived: int) -> list[str]:
        event = next(one for one in reversed(after.added) if one.kind == self.kind and one.subject == self.pool)
        return [too_few(event, arrived)] if moves_too_few(event, arrived) else []

    def _told(self, ground: Ground, period: Period, taken: dict[str, int], arrived: int) -> str:
        step = STEPS[self.kind]
        parts = [f"{number:,} {state} before" for state, number in taken.items() if number]
        if (more := arrived - sum(taken.values())) > 0:
            parts.append(f"{more:,} added")
        source = f" ({listed(parts)})" if parts else ""
        told = f"{self.kind} of {self.pool}: {counted(arrived, 'place')}{source} become {step.into}"
        when = ground.told_period(*period) if period.until != FOREVER else f"from {ground.told_moment(period.start)}"
        return f"{told}, {when}"


@dataclass(frozen=True, slots=True)
class NewPool:
    """A new pool, with the cells of its row; `like` is the pool whose places they are more of, or empty."""

    cells: tuple[tuple[str, str], ...]
    when: When = THROUGHOUT
    like: str = ""

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        cells = dict(self.cells) | {"from": ground.text(period.start) if self.when.since is not None else ""}
        cells["until"] = ground.text(period.until)
        cells["pool"] = self._id(ground.scenario, cells.get("pool", ""))
        force = ground.scenario.force.get(cells.get("force", ""))
        cells["state"] = cells.get("state") or (HERE.get(force.kind, "") if force else "")
        pool = ground.checked_pool(cells)
        after = ground.with_pools([*ground.scenario.pools, pool])
        warnings = [*self.when.warnings(ground), *_useless(ground.scenario, pool)]
        return Laid(after, _told(ground, pool, period), tuple(warnings))

    def _id(self, scenario: Scenario, name: str) -> str:
        """Return the id of the new pool; if it is not given, one that is free."""
        if self.like:
            return free_id(scenario, self.like)
        if name or not is_taken(scenario, SUPPOSED):
            return name or SUPPOSED
        return free_id(scenario, SUPPOSED)


def _told(ground: Ground, pool: Pool, period: Period) -> str:
    force = ground.scenario.force[pool.force]
    places = counted(pool.count, "place")
    who = "of the home force" if force.kind == "home" else f"lent by {force.id}"
    skills = listed(list(pool.capabilities))
    return f"new pool {pool.id}: {places} {who} with {skills}, {pool.state}, {ground.told_period(*period)}"


def _useless(scenario: Scenario, pool: Pool) -> list[str]:
    """Return a warning if no duty could ever take places of a pool."""
    if not pool.count:
        return ["it has no place, so this changes nothing"]
    if may_fill(scenario, scenario.force[pool.force].kind, pool.capabilities):
        return []
    return [
        f"this changes nothing: no duty may and can take places of {pool.force} with {listed(list(pool.capabilities))}"
    ]


def may_fill(scenario: Scenario, kind: str, capabilities: Sequence[str]) -> bool:
    """Return whether a kind of force may ever do a duty that people with some capabilities can do."""
    held = set(capabilities)
    able = [demand for demand in scenario.demands if any(one <= held for one in demand.alternatives)]
    if scenario.powers is None:
        return bool(able) and kind != "military"
    return any(power.permitted and power.bears_on(kind, demand) for power in scenario.powers for demand in able)


@dataclass(frozen=True, slots=True)
class MorePlaces:
    """A pool of the scenario with more places in its row, in the state of the row."""

    pool: str
    count: int

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        old = ground.scenario.pool[self.pool]
        new = replace(old, count=old.count + self.count)
        parts = parts_of(ground.scenario, self.pool)
        pools = [replace(pool, count=new.count) if pool in parts else pool for pool in ground.scenario.pools]
        told = f"{self.pool} has {new.count:,} places instead of {old.count:,}, {old.state} at first"
        warnings = () if self.count else ("it is so already, so this changes nothing",)
        return Laid(ground.with_pools(pools), told, warnings)
