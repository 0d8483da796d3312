"""The timeline: the supply and the requirement over the horizon, row by row, for every basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.scenario import Pool, Scenario
from standto.model.time import Instant
from standto.model.windows import SupplyClass
from standto.register.classes import Ability, Classes, duties_of
from standto.register.headcounts import changed_at, classes_at, effects_of, moves_inside, standings_at
from standto.register.instants import distinct
from standto.register.pool_states import Lots, PoolStates, make_pool_states
from standto.register.rules import Rules
from standto.register.standing import Standing, able
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
    duty_masks: Sequence[int],
    moves: Moves,
    pools: Sequence[tuple[Pool, list[tuple[Instant, Lots]]]],
) -> Timeline:
    """Return the supply and the requirement over the horizon.

    Parameters
    ----------
    standings
        The standings, in the order of the indices in `moves`.
    duty_masks
        The capabilities of each duty in order, as bit masks.
    pools
        Every pool with its places over time.
    """
    groups = standings_at(rules.starts, len(standings), moves)
    inside = moves_inside(scenario.horizon, moves)
    kinds = _classified(scenario, rules, standings, duty_masks, groups, inside)
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
    duty_masks: Sequence[int],
    groups: NDArray[np.int32],
    inside: Moves,
) -> _Kinds:
    """Return the classes of standings and pools."""
    # Take only the standings that somebody has within the horizon: others must not influence the classes.
    somebody_has = groups[0] > 0
    somebody_has[inside.after] = True
    present = np.flatnonzero(somebody_has).tolist()
    abilities = _abilities([standings[number] for number in present], duty_masks)
    pool_abilities = _pool_abilities(scenario)
    classes = Classes(rules, scenario.forces_in_order, [*abilities, *pool_abilities])
    # class_of[s, t] = the class of the ability of standing s under the law of span t, if it is on duty then; else -1.
    class_of = np.full((len(standings), len(rules.starts)), -1, dtype=np.int32)
    on_duty = shift_rows(rules)[[shift_row(standings[number], len(scenario.teams)) for number in present]]
    class_of[present] = np.where(on_duty, classes.of(abilities), np.int32(-1))
    pool_class = classes.of(pool_abilities).T
    spans = np.arange(len(rules.starts))
    effect = classes.effect(class_of, spans[None, :])
    return _Kinds(classes, class_of, effect, pool_class, classes.effect(pool_class, spans[:, None]))


def _abilities(standings: Sequence[Standing], duty_masks: Sequence[int]) -> list[Ability]:
    """Return the ability of each standing, on duty or not. Many standings share one set of capabilities."""
    duties: dict[int, int] = {}
    found = []
    for standing in standings:
        capabilities = able(standing)
        if capabilities not in duties:
            duties[capabilities] = duties_of(capabilities, duty_masks)
        found.append((standing.force, duties[capabilities]))
    return found


def _pool_abilities(scenario: Scenario) -> list[Ability]:
    forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
    found = []
    for pool in scenario.pools:
        held = set(pool.capabilities)
        can = (
            1 << place for place, duty in enumerate(scenario.duties_in_order) if held.intersection(duty.capabilities)
        )
        found.append((forces[pool.force], sum(can)))
    return found


def shift_rows(rules: Rules) -> NDArray[np.bool_]:
    """Return the spans on duty, shape (teams + 2, spans): each team's by its pattern, then none, then all."""
    never = np.zeros((1, rules.on_shift.shape[1]), dtype=np.bool_)
    return np.concatenate([rules.on_shift[:-1], never, rules.on_shift[-1:]])


def shift_row(standing: Standing, teams: int) -> int:
    """Return the row of `shift_rows` for a standing."""
    if standing.called is None:
        return standing.team if standing.team >= 0 else teams + 1
    return teams + 1 if standing.called else teams
