"""Supposed pools, more places of pools, and steps of their places along the ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from standto.model.event import STEPPED_BACK
from standto.model.ladder import (
    AID_ARRIVED,
    AID_STEPS,
    AID_WITHDRAWN,
    BASES,
    CONTINGENCY_STEPS,
    HELPING,
    HOME_STEPS,
    STEPS,
    LadderStep,
)
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Period
from standto.supposing.absences import free_id, is_taken
from standto.supposing.changes import THROUGHOUT, Laid, NotSupposable, When
from standto.supposing.ground import Ground
from standto.supposing.pool_parts import parts_of
from standto.wording import counted, listed

HERE = {"home": "available", "military": "deployed", "police": "arrived", "other": "arrived"}
"""The state of places that are here, by the kind of their force."""
SUPPOSED = "what-if"
"""The id of a supposed pool that is given none."""


_STATES = {
    "not-asked": "not asked for", "asked": "asked for", "arrived": "here", "standby": "on standby",
    "stood-down": "stood down", "stepped-back": "stepped back",
}  # fmt: skip
"""The states of places in words, where these are not the id."""
_VERBS = {kind: (f"is {words}", f"are {words}") for kind, words in {
    "aid-asked": "asked for", "aid-offered": "offered", "aid-confirmed": "confirmed", "aid-declined": "declined",
    "aid-withdrawn": "withdrawn", "aid-released": "released", "contingency-requested": "requested",
    "contingency-agreed": "agreed", "contingency-declined": "declined", "contingency-deployed": "deployed",
    "contingency-stood-down": "stood down",
}.items()} | {
    "aid-arrived": ("arrives", "arrive"), "stepped-back": ("steps back", "step back"),
    "returned": ("returns", "return"),
}  # fmt: skip
"""What one place does by each step, and what several do."""


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
    """A step of places of a pool.

    Attributes
    ----------
    when
        Its end is for home places that step back and return by then.
    basis
        The help that counts in the answer; empty if that is not known.
    """

    pool: str
    kind: str
    count: int | None = None
    when: When = THROUGHOUT
    basis: str = ""

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        if period.until != FOREVER and self.kind != STEPPED_BACK:
            raise NotSupposable("until: a step of places has no end: suppose another step at that time")
        events = ground.known(ground.events_about([self.pool], STEPS).get(self.pool, []))
        lots = ground.lots(self.pool, period.start)
        taken = STEPS[self.kind].taken(lots, self.count)
        arrived = STEPS[self.kind].arriving(taken, self.count)
        parts = [part.id for part in parts_of(ground.scenario, self.pool)]
        rows = [ground.row(self.kind, part, period.start, count=self.count) for part in parts]
        if period.until != FOREVER and arrived:
            rows += [ground.row("returned", part, period.until, count=arrived) for part in parts]
        after = ground.with_rows(rows)
        later = [event.kind for event in events if event.occurred > period.start]
        warnings = [*self._warnings(lots, arrived), *self.when.warnings(ground)]
        warnings += _uncounted(STEPS[self.kind].into, self.basis) if arrived else []
        if later:
            warnings.append(
                f"later events of the file still move places of {self.pool} ({listed(list(dict.fromkeys(later)))}): "
                f"to take it out, suppose 'nobody from {self.pool}'"
            )
        return Laid(after, self._told(ground, period, taken, arrived), tuple(warnings))

    def _warnings(self, lots: Mapping[str, int], arrived: int) -> list[str]:
        """Return a warning if fewer places move than the step names, or none; `lots` is how many were in each state."""
        if arrived and (self.count is None or arrived >= self.count):
            return []
        either = listed([state_words(one) for one in STEPS[self.kind].sources], "or")
        if arrived:
            return [f"only {arrived:,} of {counted(self.count or 0, 'place')}: {self.pool} has no more {either}"]
        if self.count == 0:
            return ["this changes nothing"]
        there = listed([f"{number:,} {state_words(state)}" for state, number in lots.items() if number])
        told = f"this changes nothing: {self.pool} has no place {either} then" + (f"; it has {there}" if there else "")
        if self.kind == AID_WITHDRAWN and lots.get(STEPS[AID_ARRIVED].into):
            told += f": for places that are here, suppose '{self.pool} is released'"
        return [told]

    def _told(self, ground: Ground, period: Period, taken: dict[str, int], arrived: int) -> str:
        states = {state: number for state, number in taken.items() if number}
        parts = [f"{number:,} {state_words(state)} so far" for state, number in states.items()]
        if (more := arrived - sum(taken.values())) > 0:
            parts.append(f"{more:,} added")
        source = f" ({listed(parts)})" if parts else ""
        places = counted(arrived, "place") if arrived else "no place"
        verb = _VERBS[self.kind][arrived > 1]
        when = ground.told_period(*period) if period.until != FOREVER else f"at {ground.told_moment(period.start)}"
        return f"{places} of {self.pool} {verb}{source}, {when}"


def state_words(state: str) -> str:
    """Return a state of places in words."""
    return _STATES.get(state, state)


@dataclass(frozen=True, slots=True)
class NewPool:
    """A new pool, with the cells of its row.

    Attributes
    ----------
    like
        The pool whose places they are more of, or empty.
    basis
        The help that counts in the answer; empty if that is not known.
    """

    cells: tuple[tuple[str, str], ...]
    when: When = THROUGHOUT
    like: str = ""
    basis: str = ""

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
        warnings += _uncounted(pool.state, self.basis) if pool.count else []
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
    places = f"{counted(pool.count, 'more place')} with {listed(list(pool.capabilities))}"
    who = "of the home force" if force.kind == "home" else f"lent by {force.id}"
    verb = "is" if pool.count == 1 else "are"
    return f"{places}, {who}, {verb} {state_words(pool.state)}, {ground.told_period(*period)} (pool {pool.id})"


def _uncounted(state: str, basis: str) -> list[str]:
    """Return a warning if places that help, or are promised, do not count under a basis."""
    if not basis or state not in HELPING or state in BASES[basis]:
        return []
    return [f"under the basis {basis}, places that are {state_words(state)} do not count"]


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
