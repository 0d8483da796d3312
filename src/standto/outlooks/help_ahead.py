"""Help in an outlook: how much of each tier is used, when it can go, and what to ask for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.places_to_ask import free_places
from standto.model.people import FORCE_KINDS
from standto.model.time import Instant
from standto.outlooks.chances import Chance
from standto.outlooks.distributions import HIGH, LOW, MIDDLE, quantiles_of, step_reached
from standto.outlooks.outlook_lines import judged_names, rows_of
from standto.relieving.newcomers import of_pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.people import Pool
    from standto.outlooks.outlook_facts import OutlookFacts
    from standto.relieving.newcomers import Newcomers


@dataclass(frozen=True, slots=True)
class TierLine:
    """The places that a tier fills.

    Attributes
    ----------
    tier
        Its rank: 0 for the home force.
    name
        Its forces, in a word or two.
    worst
        The step in which most are used: by the 95 of 100 futures that use least.
    start, until
        The instants of that step.
    used
        The places filled then that 5, 50 and 95 of 100 futures do not exceed.
    any_use
        The chance that it fills a place then.
    """

    tier: int
    name: str
    worst: int
    start: Instant
    until: Instant
    used: tuple[int, int, int]
    any_use: Chance


def tier_lines(facts: OutlookFacts) -> list[TierLine]:
    """Return a line for each tier, in the order in which they are called on."""
    found = []
    for tier, (name, used) in enumerate(zip(tier_names(facts), facts.tally.used, strict=True)):
        worst = int(quantiles_of(used, HIGH).argmax())
        low, middle, high = (int(quantiles_of(used[worst], level)) for level in (LOW, MIDDLE, HIGH))
        any_use = Chance(facts.tally.futures - int(used[worst, 0]), facts.tally.futures)
        start, until = int(facts.starts[worst]), int(facts.untils[worst])
        found.append(TierLine(tier, name, worst, start, until, (low, middle, high), any_use))
    return found


def tier_names(facts: OutlookFacts) -> list[str]:
    """Return the name of each tier by the kinds of its forces: ``home``, then the scenario's words for help."""
    words, forces = facts.scenario.words, facts.scenario.forces_in_order
    called = {"home": "home", "military": words.contingency}
    found = []
    for tier in sorted({force.tier for force in forces}):
        kinds = {force.kind for force in forces if force.tier == tier}
        names = [called.get(kind, words.aid) for kind in FORCE_KINDS if kind in kinds]
        found.append(" and ".join(dict.fromkeys(names)))
    often = [name for name in found if found.count(name) > 1]
    return [f"{name} (tier {rank})" if name in often else name for rank, name in enumerate(found)]


@dataclass(frozen=True, slots=True)
class HelpGoes:
    """When the home force alone covers the duties up to a criticality, so that help can go.

    Attributes
    ----------
    name
        The criticalities, in words.
    criticality
        The last of them, as text.
    half, most
        The start of the step from which that is so, for the hold time of the policy, in 50 and in 95 of 100 futures;
        None if fewer get there.
    ever
        The chance that it is so at all in this time.
    """

    name: str
    criticality: str
    half: Instant | None
    most: Instant | None
    ever: Chance


def help_goes(facts: OutlookFacts) -> list[HelpGoes]:
    """Return when help can go, criticality by criticality."""
    tally, names, found = facts.tally, judged_names(facts), []
    for row in rows_of(tally, "criticality"):
        counts = tally.alone_from[row, :-1]
        half, most = (step_reached(counts, level, tally.futures) for level in (MIDDLE, HIGH))
        found.append(
            HelpGoes(
                names[row],
                tally.judged[row].id,
                None if half is None else int(facts.starts[half]),
                None if most is None else int(facts.starts[most]),
                Chance(int(counts.sum()), tally.futures),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class AskedSource:
    """A pool whose places could be asked for now, and could fill a duty.

    Attributes
    ----------
    pool, places
        The pool, and the number of its places that can be asked for.
    arrives
        When they would be there, if they were asked for at the start.
    """

    pool: str
    places: int
    arrives: Instant


@dataclass(frozen=True, slots=True)
class AskNow:
    """The places of one duty to ask for, so that it is covered in each step in 95 of 100 futures.

    Attributes
    ----------
    duty
        The duty.
    places
        The most that any step misses: the greatest 95 % quantile of its gap.
    needed
        The start of the first step that misses any.
    by
        The latest time to ask the quickest source, so that it is there then; None without a source.
    sources
        The pools that could fill it and whose places are free, in the order in which they are called on.
    """

    duty: str
    places: int
    needed: Instant
    by: Instant | None
    sources: tuple[AskedSource, ...]


def asks_now(facts: OutlookFacts) -> list[AskNow]:
    """Return what to ask for, duty by duty.

    Notes
    -----
    People who join a duty change no place of the others. So ``k`` more people who can do a duty lower its gap by ``k``,
    or to 0, in each step of each future, and each quantile of the gap with it.
    """
    at, free = int(facts.starts[0]), list(_free_pools(facts))
    places = {duty.id: place for place, duty in enumerate(facts.scenario.duties_in_order)}
    found = []
    for row in rows_of(facts.tally, "duty"):
        missing = quantiles_of(facts.tally.gaps[row], HIGH)
        steps = np.flatnonzero(missing)
        if not len(steps):
            continue
        duty, needed = facts.tally.judged[row].id, int(facts.starts[steps[0]])
        sources = tuple(
            AskedSource(pool.id, number, newcomers.there.start)
            for pool, number, newcomers in free
            if any(able >> places[duty] & 1 for able in newcomers.demands)
        )
        soonest = min((one.arrives - at for one in sources), default=None)
        by = None if soonest is None else needed - soonest
        found.append(AskNow(duty, int(missing.max()), needed, by, sources))
    return found


def _free_pools(facts: OutlookFacts) -> Iterator[tuple[Pool, int, Newcomers]]:
    """Yield the pools of other forces that can be asked now and arrive in time, with their free places."""
    situation, scenario, at = facts.situation, facts.scenario, int(facts.starts[0])
    for pool in scenario.pools_in_order:
        if pool.force == scenario.home:
            continue
        newcomers = of_pool(situation, pool.id, at)
        number = free_places(scenario, situation.lots(pool.id, at), at)
        if number and newcomers.there.start < min(newcomers.there.until, int(facts.untils[-1])):
            yield pool, number, newcomers
