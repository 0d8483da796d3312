"""The places of pools in a muster: those of home pools, each with a slot, and those of other forces, by pool."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import FOREVER
from standto.register import Situation, basis_selection
from standto.register.pool_states import STATE_INDEX, Lots, places_in
from standto.register.selection import places_counted
from standto.supposing.pool_parts import whole_of


class HomePlaces(NamedTuple):
    """The places of home pools.

    Attributes
    ----------
    kinds
        The class of each place with a slot in each step, shape (steps, places), int32; -1 where it does not count.
    away_since
        For places that have stepped back at the start, since when; `FOREVER` for others, shape (places,).
    skills
        Whether each place has each capability, shape (places, capabilities).
    fixed
        The number of each class of the places whose later step-backs or returns are known, shape (steps, classes).
    """

    kinds: NDArray[np.int32]
    away_since: NDArray[np.int64]
    skills: NDArray[np.bool_]
    fixed: NDArray[np.int64]


_HOME = ("available", "stepped-back")
STATES_OF_HELP = (
    ("arrived", "deployed"),
    ("confirmed",),
    ("asked", "offered", "requested", "standby"),
)
"""The states of the places that are present, that are confirmed, and that wait for an answer."""


class LentPlaces(NamedTuple):
    """The places of pools of other forces; see the fields of `Muster` that begin with ``pool``."""

    kind: NDArray[np.int32]
    places: NDArray[np.int64]
    states: NDArray[np.int64]
    pools: tuple[str, ...]


def home_places(situation: Situation, starts: NDArray[np.int64], decided: Collection[str]) -> HomePlaces:
    """Return the places of the home force's pools from the start of the first step on.

    Parameters
    ----------
    starts
        The start of each step.
    decided
        The pools whose later step-backs or returns are known.
    """
    kind, places = _by_step(situation, starts, "none")
    fixed = np.zeros((len(starts), len(situation.timeline.classes)), dtype=np.int64)
    for row, pool in enumerate(situation.scenario.pools):
        if pool.force == situation.scenario.home and pool.id in decided:
            step = np.flatnonzero(kind[:, row] >= 0)
            np.add.at(fixed, (step, kind[step, row]), places[step, row])
    return _with_slots(situation, kind, _drawn_pools(situation.scenario, decided), fixed)


def pools_of_places(situation: Situation, decided: Collection[str]) -> list[tuple[str, ...]]:
    """Return the ids of the pools that each slot of a home place stands in: one, or the parts of a divided pool.

    The parameters are those of `home_places`, and so is the order of the slots.
    """
    start = situation.period.start
    found: list[tuple[str, ...]] = []
    for parts in _drawn_pools(situation.scenario, decided):
        sizes = [places_in(situation.lots(pool.id, start), _HOME) for _, pool in parts]
        found += [
            tuple(pool.id for (_, pool), size in zip(parts, sizes, strict=True) if place < size)
            for place in range(max(sizes))
        ]
    return found


def _drawn_pools(scenario: Scenario, decided: Collection[str]) -> list[list[tuple[int, Pool]]]:
    """Return the home pools whose places have slots, each by its parts, with their rows.

    The parts of a divided pool are the same places at other times.
    """
    drawn: dict[str, list[tuple[int, Pool]]] = {}
    for row, pool in enumerate(scenario.pools):
        if pool.force == scenario.home and pool.id not in decided:
            drawn.setdefault(whole_of(pool), []).append((row, pool))
    return list(drawn.values())


def _with_slots(
    situation: Situation, kind: NDArray[np.int32], drawn: list[list[tuple[int, Pool]]], fixed: NDArray[np.int64]
) -> HomePlaces:
    """Return a slot for each place of some pools, each given by its parts."""
    start = situation.period.start
    columns, away, skills = [], [], []
    for parts in drawn:
        lots = [situation.lots(pool.id, start) for _, pool in parts]
        sizes = [places_in(ours, _HOME) for ours in lots]
        for place in range(max(sizes)):
            column = np.full(len(kind), -1, dtype=np.int32)
            for (row, _), size in zip(parts, sizes, strict=True):
                if place < size:
                    column = np.where(kind[:, row] >= 0, kind[:, row], column)
            columns.append(column)
        away += _away_since(situation.scenario, lots[sizes.index(max(sizes))], max(sizes))
        skills += [[one.id in parts[0][1].capabilities for one in situation.scenario.capabilities]] * max(sizes)
    width = len(situation.scenario.capabilities)
    return HomePlaces(
        kinds=np.array(columns, dtype=np.int32).reshape(len(columns), len(kind)).T,
        away_since=np.array(away, dtype=np.int64),
        skills=np.array(skills, dtype=np.bool_).reshape(len(columns), width),
        fixed=fixed,
    )


def _away_since(scenario: Scenario, lots: Lots, size: int) -> list[int]:
    """Return since when each place of a pool has stepped back: first the available ones, then the others."""
    gone = [max(lot.since, scenario.horizon.start) for lot in lots.get("stepped-back", ()) for _ in range(lot.count)]
    return [FOREVER] * (size - len(gone)) + gone


def lent_places(situation: Situation, starts: NDArray[np.int64], basis: str) -> LentPlaces:
    """Return the places of other forces' pools by step, in order of call."""
    scenario = situation.scenario
    kind, places = _by_step(situation, starts, basis)
    order = {pool.id: row for row, pool in enumerate(scenario.pools)}
    pools = tuple(pool.id for pool in scenario.pools_in_order if pool.force != scenario.home)
    rows = [order[pool] for pool in pools]
    states = _by_state(situation, starts, basis)[..., rows]
    return LentPlaces(kind[:, rows], np.where(kind[:, rows] >= 0, places[:, rows], 0), states, pools)


def _by_state(situation: Situation, starts: NDArray[np.int64], basis: str) -> NDArray[np.int64]:
    """Return the places of each pool that are present, confirmed and waiting, shape (3, steps, pools).

    They are so inside the pool's period and outside.
    """
    timeline = situation.timeline
    rows = timeline.pool_row[np.searchsorted(timeline.starts, starts, side="right") - 1]
    counted = basis_selection(situation.scenario, basis).lent
    chosen = [[STATE_INDEX[state] for state in states if counted] for states in STATES_OF_HELP]
    return np.stack([timeline.pool_states.places[rows][..., states].sum(axis=2, dtype=np.int64) for states in chosen])


def _by_step(
    situation: Situation, starts: NDArray[np.int64], basis: str
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the class of each pool's places where they may count, and the places that do, shape (steps, pools)."""
    timeline = situation.timeline
    rows = np.searchsorted(timeline.starts, starts, side="right") - 1
    inside = timeline.pool_states.inside[timeline.pool_row[rows]]
    counted = places_counted(timeline, basis_selection(situation.scenario, basis))[timeline.pool_row[rows]]
    return np.where(inside, timeline.pool_class[timeline.span[rows]], np.int32(-1)), counted
