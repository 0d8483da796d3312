"""The timeline: how many count for what, row by row, before a basis is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HOME_STATES
from standto.register.windows import SupplyClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.scenario import Pool, Scenario
    from standto.model.time import Instant
    from standto.register.moves import Moves
    from standto.register.people import Standing
    from standto.register.places import Lots
    from standto.register.rules import Rules

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))
"""Every state of a pool's places; the last axis of `Timeline.places`."""
STATE_INDEX = {state: place for place, state in enumerate(STATES)}


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
    places
        Places of each pool in each state, 0 outside the pool's period, shape (rows, pools, states), int32.
    place_class
        The class of a pool's places, shape (rows, pools), -1 where they may do nothing.
    place_effect
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
    places: NDArray[np.int32]
    place_class: NDArray[np.int32]
    place_effect: NDArray[np.int32]
    class_of: NDArray[np.int32]


class Classes:
    """Numbers for kinds of supply, given as they are first met; and for their effect where some duties stand."""

    def __init__(self, standing: Sequence[int]) -> None:
        self.known: dict[SupplyClass, int] = {}
        self._effects: dict[tuple[int, int], int] = {}
        self._masks = list(dict.fromkeys(standing))
        self._mask_of_span = np.array([self._masks.index(mask) for mask in standing])
        self._table = np.zeros((0, 0), dtype=np.int32)

    def number(self, force: int, duties: int) -> int:
        """Return the number of a class, -1 where it can do nothing."""
        return self.known.setdefault(SupplyClass(force, duties), len(self.known)) if duties else -1

    def settle(self) -> None:
        """Give a number to the effect of every class met so far."""
        table = np.full((len(self.known) + 1, len(self._masks)), -1, dtype=np.int32)
        for place, kind in enumerate(self.known):
            for column, mask in enumerate(self._masks):
                if kind.duties & mask:
                    key = (kind.force, kind.duties & mask)
                    table[place, column] = self._effects.setdefault(key, len(self._effects))
        self._table = table

    def effect(self, classes: NDArray[np.int32], spans: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return which duties that stand a class counts for in a span, as a number; -1 for none."""
        effects: NDArray[np.int32] = self._table[classes, self._mask_of_span[spans]]
        return effects


def duties_of(capabilities: int, duty_masks: Sequence[int]) -> int:
    """Return the duties that somebody with some capabilities can do, as a bit mask."""
    return sum(1 << place for place, mask in enumerate(duty_masks) if mask & capabilities)


def able(standing: Standing) -> int:
    """Return the capabilities that count for somebody who is on duty."""
    return 0 if standing.unavailable else standing.current & standing.authority & standing.willing


def shift_rows(rules: Rules) -> NDArray[np.bool_]:
    """Return who is on duty in which span: each team by its pattern, then nobody, then always."""
    never = np.zeros((1, rules.on_shift.shape[1]), dtype=np.bool_)
    return np.concatenate([rules.on_shift[:-1], never, rules.on_shift[-1:]])


def shift_row(standing: Standing, teams: int) -> int:
    """Return the row of `shift_rows` that somebody goes by."""
    if standing.called is None:
        return standing.team if standing.team >= 0 else teams + 1
    return teams + 1 if standing.called else teams


def classify(
    scenario: Scenario,
    rules: Rules,
    standings: Sequence[Standing],
    duty_masks: Sequence[int],
    classes: Classes,
) -> NDArray[np.int32]:
    """Return the class of each standing in each span, shape (standings, spans), -1 for nobody who counts."""
    variants = {id(one): place for place, one in reversed(list(enumerate(rules.permitted)))}
    order = list(variants.values())
    variant = np.array([order.index(variants[id(one)]) for one in rules.permitted])
    forces = scenario.forces_in_order
    made: dict[tuple[int, int], list[int]] = {}
    table = np.empty((len(standings), len(order)), dtype=np.int32)
    for row, standing in enumerate(standings):
        key = (standing.force, able(standing))
        if key not in made:
            can = duties_of(key[1], duty_masks)
            kind = forces[standing.force].kind
            made[key] = [classes.number(key[0], can & rules.permitted[span][kind]) for span in order]
        table[row] = made[key]
    teams = len(scenario.teams)
    rows = np.array([shift_row(standing, teams) for standing in standings], dtype=np.int64)
    return np.where(shift_rows(rules)[rows], table[:, variant], np.int32(-1))


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
    classes = Classes(rules.standing)
    class_of = classify(scenario, rules, standings, duty_masks, classes)
    pool_class = _pool_classes(scenario, rules, classes)
    classes.settle()
    horizon = scenario.horizon
    first = int(np.searchsorted(moves.at, horizon.start, side="right"))
    last = int(np.searchsorted(moves.at, horizon.until, side="left"))
    inside = moves.part(first, last)
    span = np.searchsorted(rules.starts, inside.at, side="right") - 1
    at_start = inside.at == rules.starts[span]
    previous = np.maximum(span - at_start, 0)
    was = np.where(inside.before >= 0, class_of[inside.before, previous], -1)
    now = class_of[inside.after, span]
    felt = classes.effect(was, previous) != classes.effect(now, span)
    pool_times = _pool_times(scenario, pools)
    starts = np.unique(np.concatenate([rules.starts, inside.at[felt], pool_times]))
    row_span = np.searchsorted(rules.starts, starts, side="right") - 1
    groups = _headcounts(len(standings), rules, moves)
    people = _people(len(classes.known), class_of, groups, starts, row_span, inside, ~at_start, was, now)
    home = np.array([standing.force == 0 for standing in standings], dtype=np.bool_)
    changed = _changed(classes, class_of, groups, home, rules, starts, inside, span, at_start, felt)
    places = _places(pools, starts)
    place_class = pool_class[row_span]
    return Timeline(
        starts=starts,
        rules=rules,
        span=row_span,
        classes=tuple(classes.known),
        people=people,
        changed_home=changed[0],
        changed_lent=changed[1],
        places=places,
        place_class=place_class,
        place_effect=classes.effect(place_class, row_span[:, None]),
        class_of=class_of,
    )


def _pool_classes(scenario: Scenario, rules: Rules, classes: Classes) -> NDArray[np.int32]:
    """Return the class of each pool's places in each span, shape (spans, pools)."""
    forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
    table = np.full((len(rules.starts), len(scenario.pools)), -1, dtype=np.int32)
    for column, pool in enumerate(scenario.pools):
        can = sum(
            1 << place
            for place, duty in enumerate(scenario.duties_in_order)
            if set(duty.capabilities) & set(pool.capabilities)
        )
        force = forces[pool.force]
        kind = scenario.forces_in_order[force].kind
        for row, permitted in enumerate(rules.permitted):
            table[row, column] = classes.number(force, can & permitted[kind])
    return table


def _pool_times(scenario: Scenario, pools: Sequence[tuple[Pool, list[tuple[Instant, Lots]]]]) -> NDArray[np.int64]:
    """Return the instants of the horizon at which places come, go or move."""
    times = {moment for _, timeline in pools for moment, _ in timeline}
    times |= {moment for pool, _ in pools for moment in pool.period}
    return np.array(sorted(time for time in times if time in scenario.horizon), dtype=np.int64)


def _headcounts(standings: int, rules: Rules, moves: Moves) -> NDArray[np.int32]:
    """Return how many people have each standing at the start of each span, shape (spans, standings)."""
    spans = len(rules.starts)
    row = np.searchsorted(rules.starts, moves.at, side="left")
    due = row < spans
    counts = np.zeros((spans, standings), dtype=np.int32)
    np.add.at(counts, (row[due], moves.after[due]), 1)
    left = due & (moves.before >= 0)
    np.subtract.at(counts, (row[left], moves.before[left]), 1)
    return np.cumsum(counts, axis=0, dtype=np.int32)


def _people(
    classes: int,
    class_of: NDArray[np.int32],
    groups: NDArray[np.int32],
    starts: NDArray[np.int64],
    row_span: NDArray[np.int64],
    moves: Moves,
    within: NDArray[np.bool_],
    was: NDArray[np.int32],
    now: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return how many of each class there are in each row: those at the span's start, and who moved since."""
    spans = len(groups)
    base = np.zeros((spans, classes + 1), dtype=np.int32)
    for span in range(spans):
        base[span] = np.bincount(class_of[:, span] + 1, weights=groups[span], minlength=classes + 1)
    counts = np.zeros((len(starts), classes + 1), dtype=np.int32)
    row = np.searchsorted(starts, moves.at, side="left")
    # A change that is felt by no duty that stands may come after the last row.
    due = within & (row < len(starts)) & (was != now)
    np.add.at(counts, (row[due], now[due] + 1), 1)
    np.subtract.at(counts, (row[due], was[due] + 1), 1)
    np.cumsum(counts, axis=0, out=counts)
    first = np.searchsorted(row_span, np.arange(spans), side="left")
    # What a span inherits from moves before it is in its base already.
    counts -= counts[first][row_span]
    counts += base[row_span]
    return counts[:, 1:]


def _changed(
    classes: Classes,
    class_of: NDArray[np.int32],
    groups: NDArray[np.int32],
    home: NDArray[np.bool_],
    rules: Rules,
    starts: NDArray[np.int64],
    moves: Moves,
    span: NDArray[np.int64],
    at_start: NDArray[np.bool_],
    felt: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the rows at which some home person, and some lent person, counts for something else."""
    rows = np.searchsorted(starts, moves.at[felt])
    lent_move = ~home[moves.after[felt]] if len(home) else np.zeros(0, dtype=np.bool_)
    changed = np.zeros((2, len(starts)), dtype=np.bool_)
    changed[0, rows[~lent_move]] = True
    changed[1, rows[lent_move]] = True
    stayed = groups.copy()
    np.subtract.at(stayed, (span[at_start], moves.after[at_start]), 1)
    spans = np.arange(1, len(rules.starts))
    effect = classes.effect(class_of, np.arange(len(rules.starts))[None, :])
    moved = (effect[:, 1:] != effect[:, :-1]) & (stayed[1:].T > 0)
    at_span = np.searchsorted(starts, rules.starts[spans])
    changed[0, at_span] |= moved[home].any(axis=0)
    changed[1, at_span] |= moved[~home].any(axis=0)
    return changed[0], changed[1]


def _places(pools: Sequence[tuple[Pool, list[tuple[Instant, Lots]]]], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the places of each pool in each state, row by row; none outside the pool's period."""
    places = np.zeros((len(starts), len(pools), len(STATES)), dtype=np.int32)
    for column, (pool, timeline) in enumerate(pools):
        moments = np.array([moment for moment, _ in timeline], dtype=np.int64)
        table = np.zeros((len(timeline), len(STATES)), dtype=np.int32)
        for row, (_, lots) in enumerate(timeline):
            for state, kept in lots.items():
                table[row, STATE_INDEX[state]] = sum(lot.count for lot in kept)
        inside = (starts >= pool.period.start) & (starts < pool.period.until)
        places[:, column] = table[np.searchsorted(moments, starts, side="right") - 1] * inside[:, None]
    return places
