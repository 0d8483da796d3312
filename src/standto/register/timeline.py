"""The timeline: the supply and the requirement over the horizon, row by row, for every basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.model.windows import SupplyClass
from standto.register.abilities import Ability, SupplyAbilities
from standto.register.classes import Classes
from standto.register.headcounts import changed_at, classes_at, effects_of, moves_inside, standings_at
from standto.register.instants import distinct
from standto.register.pool_states import Lots, PoolStates, make_pool_states
from standto.register.readiness import OnDuty, Waiting
from standto.register.rules import Rules
from standto.register.standing import Standing
from standto.register.standing_moves import Moves


@dataclass(frozen=True)
class Timeline:
    """The supply and the requirement over the horizon, for every basis.

    Attributes
    ----------
    starts
        Start of each row, shape (rows,).
    rules
        See `Rules`.
    span
        The span of the rules for each row, shape (rows,).
    classes
        The classes of people and places.
    people
        The number of people of each class, shape (rows, classes), int32.
    changed_home, changed_lent
        Whether a home person, or a lent person, starts or stops counting for a duty that stands at the start of the
        row, shape (rows,).
    pool_states
        See `PoolStates`.
    pool_row
        The row of `pool_states` for each row, shape (rows,).
    pool_class
        The class of each pool's places in each span, shape (spans, pools); -1 if they may do no duty.
    pool_effect
        The effect of each pool's places on the duties that stand in each span, shape (spans, pools); -1 for none.
    class_of
        The class of each standing in each span, shape (standings, spans); -1 if it counts for no duty.
    waiting
        How long the demands can wait.
    """

    starts: NDArray[np.int64]
    rules: Rules
    span: NDArray[np.int64]
    classes: tuple[SupplyClass, ...]
    people: NDArray[np.int32]
    changed_home: NDArray[np.bool_]
    changed_lent: NDArray[np.bool_]
    pool_states: PoolStates
    pool_row: NDArray[np.int64]
    pool_class: NDArray[np.int32]
    pool_effect: NDArray[np.int32]
    class_of: NDArray[np.int32]
    waiting: Waiting

    @cached_property
    def place_class(self) -> NDArray[np.int32]:
        """The class of each pool's places in each row, shape (rows, pools); -1 if they may do no duty."""
        return self.pool_class[self.span]

    def row(self, instant: Instant) -> int:
        """Return the row for an instant of the horizon."""
        return int(np.searchsorted(self.starts, instant, side="right")) - 1


def make_timeline(
    scenario: Scenario,
    rules: Rules,
    standings: Sequence[Standing],
    abilities: SupplyAbilities,
    moves: Moves,
    pools: Sequence[tuple[Pool, list[tuple[Instant, Lots]]]],
    waiting: Waiting,
) -> Timeline:
    """Return the supply and the requirement over the horizon.

    Parameters
    ----------
    standings
        The standings, in the order of the indices in `moves`.
    abilities
        The abilities of standings and pools.
    pools
        Every pool with its places over time.
    waiting
        How long the demands can wait.
    """
    groups = standings_at(rules.starts, len(standings), moves)
    inside = moves_inside(scenario.horizon, moves)
    kinds = _classified(scenario, rules, standings, abilities, groups, inside, waiting)
    effects = effects_of(rules.starts, inside, kinds.class_of, kinds.classes)
    pool_states = make_pool_states(scenario.horizon, pools)
    starts = distinct(np.concatenate([rules.starts, effects.moves.at[effects.felt], pool_states.starts]))
    first = np.searchsorted(starts, rules.starts)
    home = np.array([standing.force == 0 for standing in standings], dtype=np.bool_)
    return Timeline(
        starts=starts,
        rules=rules,
        span=np.searchsorted(rules.starts, starts, side="right") - 1,
        classes=kinds.classes.kinds,
        people=classes_at(starts, first, groups, kinds.class_of, len(kinds.classes.kinds), effects),
        changed_home=changed_at(starts, first, groups, kinds.effect, home, effects),
        changed_lent=changed_at(starts, first, groups, kinds.effect, ~home, effects),
        pool_states=pool_states,
        pool_row=np.searchsorted(pool_states.starts, starts, side="right") - 1,
        pool_class=kinds.pool_class,
        pool_effect=kinds.pool_effect,
        class_of=kinds.class_of,
        waiting=waiting,
    )


class _Kinds(NamedTuple):
    """The classes, and the class and effect of each standing and of each pool in each span; see `Timeline`."""

    classes: Classes
    class_of: NDArray[np.int32]
    effect: NDArray[np.int32]
    pool_class: NDArray[np.int32]
    pool_effect: NDArray[np.int32]


def _classified(
    scenario: Scenario,
    rules: Rules,
    standings: Sequence[Standing],
    abilities: SupplyAbilities,
    groups: NDArray[np.int32],
    inside: Moves,
    waiting: Waiting,
) -> _Kinds:
    """Return the classes of standings and pools."""
    # Take only the standings that somebody has within the horizon: others must not influence the classes.
    somebody_has = groups[0] > 0
    somebody_has[inside.after] = True
    present = np.flatnonzero(somebody_has)
    ours = [standings[number] for number in present.tolist()]
    able = _abilities_by_level(abilities.of_standings(ours), waiting)
    # levels[s, t] = the level of the readiness of standing s in span t
    levels = waiting.levels(OnDuty(ours, abilities.rota, len(scenario.teams)).minutes(rules.ready_minutes))
    shown = [(levels == level).any(axis=1) for level in range(len(able))]
    pool_abilities = [
        (force, demands & waiting.demands_in(pool.ready_minutes))
        for pool, (force, demands) in zip(scenario.pools, abilities.pools, strict=True)
    ]
    some = (able[level][row] for level, rows in enumerate(shown) for row in np.flatnonzero(rows).tolist())
    classes = Classes(rules, scenario.forces_in_order, [*some, *pool_abilities])
    # class_of[s, t] = the class of the ability of standing s at its level in span t, under the law of t; -1 off duty
    class_of = np.full((len(standings), len(rules.starts)), -1, dtype=np.int32)
    for level, rows in enumerate(shown):
        here = np.flatnonzero(rows)
        under_law = classes.of([able[level][row] for row in here.tolist()])
        class_of[present[here]] = np.where(levels[here] == level, under_law, class_of[present[here]])
    pool_class = classes.of(pool_abilities).T
    spans = np.arange(len(rules.starts))
    effect = classes.effect(class_of, spans[None, :])
    return _Kinds(classes, class_of, effect, pool_class, classes.effect(pool_class, spans[:, None]))


def _abilities_by_level(abilities: Sequence[Ability], waiting: Waiting) -> list[list[Ability]]:
    """Return the abilities at each level of readiness at which some demand can wait."""
    levels = waiting.demands[: len(waiting.limits) - 1]
    return [[(force, demands & patient) for force, demands in abilities] for patient in levels]
