"""The timeline: how many count for what, row by row, before a basis is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.register.classes import Ability, Classes, duties_of
from standto.register.headcounts import changed_at, changes_in, classes_at, moves_inside, standings_at
from standto.register.instants import distinct
from standto.register.pool_states import PoolStates, make_pool_states
from standto.register.standing import able

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.scenario import Pool, Scenario
    from standto.model.time import Instant
    from standto.model.windows import SupplyClass
    from standto.register.pool_states import Lots
    from standto.register.rules import Rules
    from standto.register.standing import Standing
    from standto.register.standing_moves import Moves


@dataclass(frozen=True)
class Timeline:
    """What is so over the horizon, as far as engines are concerned.

    Attributes
    ----------
    starts
        Start of each row, shape (rows,).
    rules
        See `Rules`.
    span
        The span of the rules that each row lies in, shape (rows,).
    classes
        The kinds of people and places.
    people
        How many people of each class are there, shape (rows, classes), int32.
    changed_home, changed_lent
        Whether at the row's start some home person, or lent person, begins or ceases to count for a duty that
        stands, shape (rows,).
    pool_states
        See `PoolStates`.
    pool_row
        The row of `pool_states` that each row lies in, shape (rows,).
    pool_class
        The class of each pool's places in each span, shape (spans, pools), -1 where they may do nothing.
    pool_effect
        The same for those duties alone that stand: what tells whether places count for something else.
    class_of
        The class of each standing in each span, shape (standings, spans), -1 for who counts for nothing.
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
        """The class of each pool's places, row by row, shape (rows, pools), -1 where they may do nothing."""
        return self.pool_class[self.span]

    def row(self, instant: Instant) -> int:
        """Return the row that an instant of the horizon lies in."""
        return int(np.searchsorted(self.starts, instant, side="right")) - 1


def make_timeline(
    scenario: Scenario,
    rules: Rules,
    standings: Sequence[Standing],
    duty_masks: Sequence[int],
    moves: Moves,
    pools: Sequence[tuple[Pool, list[tuple[Instant, Lots]]]],
) -> Timeline:
    """Return how many count for what over the horizon.

    Parameters
    ----------
    standings
        The standings that `moves` speaks of by index.
    duty_masks
        The capabilities of each duty in order, as bit masks.
    pools
        Every pool with its places over time.
    """
    groups = standings_at(rules.starts, len(standings), moves)
    inside = moves_inside(scenario.horizon, moves)
    # Nothing may rest on standings that only another time, or another state of knowledge, has.
    somebody_has = groups[0] > 0
    somebody_has[inside.after] = True
    present = np.flatnonzero(somebody_has).tolist()
    abilities = _abilities([standings[number] for number in present], duty_masks)
    pool_abilities = _pool_abilities(scenario)
    classes = Classes(rules, scenario.forces_in_order, [*abilities, *pool_abilities])
    class_of = np.full((len(standings), len(rules.starts)), -1, dtype=np.int32)
    on_duty = shift_rows(rules)[[shift_row(standings[number], len(scenario.teams)) for number in present]]
    class_of[present] = np.where(on_duty, classes.of(abilities), np.int32(-1))
    pool_class = classes.of(pool_abilities).T
    changes = changes_in(rules.starts, inside, class_of, classes)
    pool_states = make_pool_states(scenario.horizon, pools)
    starts = distinct(np.concatenate([rules.starts, changes.moves.at[changes.felt], pool_states.starts]))
    first = np.searchsorted(starts, rules.starts)
    home = np.array([standing.force == 0 for standing in standings], dtype=np.bool_)
    spans = np.arange(len(rules.starts))
    effect = classes.effect(class_of, spans[None, :])
    return Timeline(
        starts=starts,
        rules=rules,
        span=np.searchsorted(rules.starts, starts, side="right") - 1,
        classes=classes.kinds,
        people=classes_at(starts, first, groups, class_of, len(classes.kinds), changes),
        changed_home=changed_at(starts, first, groups, effect, home, changes),
        changed_lent=changed_at(starts, first, groups, effect, ~home, changes),
        pool_states=pool_states,
        pool_row=np.searchsorted(pool_states.starts, starts, side="right") - 1,
        pool_class=pool_class,
        pool_effect=classes.effect(pool_class, spans[:, None]),
        class_of=class_of,
    )


def _abilities(standings: Sequence[Standing], duty_masks: Sequence[int]) -> list[Ability]:
    """Return what somebody of each standing is able to do, on duty or not; many can do the same."""
    duties: dict[int, int] = {}
    found = []
    for standing in standings:
        capabilities = able(standing)
        if capabilities not in duties:
            duties[capabilities] = duties_of(capabilities, duty_masks)
        found.append((standing.force, duties[capabilities]))
    return found


def _pool_abilities(scenario: Scenario) -> list[Ability]:
    """Return what the places of each pool are able to do."""
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
    """Return who is on duty in which span: each team by its pattern, then nobody, then always."""
    never = np.zeros((1, rules.on_shift.shape[1]), dtype=np.bool_)
    return np.concatenate([rules.on_shift[:-1], never, rules.on_shift[-1:]])


def shift_row(standing: Standing, teams: int) -> int:
    """Return the row of `shift_rows` that somebody goes by."""
    if standing.called is None:
        return standing.team if standing.team >= 0 else teams + 1
    return teams + 1 if standing.called else teams
