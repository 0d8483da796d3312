"""Scheduled shocks: a number of slots that step back within some hours, chosen by weight."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import StepBackShock
from standto.chance.compiling import compiled
from standto.chance.random_words import words_at
from standto.chance.whole_numbers import number_below
from standto.errors import OptionError
from standto.futures.chosen_slots import slots_among, weights_of
from standto.futures.drawn_numbers import DrawnNumber
from standto.futures.future_events import Departures, FutureBlock
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes, step_holding
from standto.model.scenario import Scenario
from standto.model.time import FOREVER

MOST = 2**32 - 1
"""The greatest sum of weights."""


@dataclass(frozen=True)
class ShockDepartures:
    """A scheduled shock.

    Each future has a number, its level. Slots are chosen one after another: the next one is slot `i` with the chance
    ``w_i / sum of w_j over the slots not chosen yet``, where `w` are the weights (successive sampling without
    replacement). Each chosen slot steps back at a moment of the shock, every second of it equally likely, and that
    falls on the start of the step that holds it.

    Source: the order of choice is that of R. D. Luce, "Individual Choice Behavior" (1959), and R. L. Plackett, "The
    analysis of permutations", Applied Statistics 24 (1975). With equal weights it is a simple random sample.

    Units: people and places; seconds. Limits: the sum of the weights, divided by their greatest common divisor, is at
    most 2^32 - 1. If fewer slots may step back than the number says, all of them do. A moment before the start of the
    horizon or after its end is dropped, so of a shock that has begun only the part to come is drawn. Slots that had
    stepped back before the start are passed over.

    The draws: choice `k` of a future has the words of class `k`, step 0; the first says who, the second when. Slots
    that are passed over are chosen too, and are not counted. That changes no chance among the others: their order is
    that of a choice among them alone. So a greater number keeps all earlier choices and their moments, and a slot
    that is back at the start takes the place of the last choices and leaves the others theirs.

    Attributes
    ----------
    process
        The number of the process.
    number
        The number of slots.
    members
        The slots that it is about, in order of weight, shape (members,).
    there
        Whether each slot is there at the start, shape (slots,).
    first
        The place among `members` of the first slot of each weight, and their number, shape (weights + 1,).
    weights
        The weights, ascending, shape (weights,).
    start, seconds
        The second at which the shock starts, which may be negative, and its length.
    times
        The steps.
    """

    process: int
    number: DrawnNumber
    members: NDArray[np.int32]
    there: NDArray[np.bool_]
    first: NDArray[np.int64]
    weights: NDArray[np.int64]
    start: int
    seconds: int
    times: StepTimes

    def departures(self, block: FutureBlock) -> Departures:
        """Draw the step-backs of a block of futures; those of a future are in the order of choice."""
        numbers = np.minimum(self.number.whole(block), np.count_nonzero(self.there[self.members]))
        futures = block.futures.astype(np.int64)
        return Departures(
            *_draw_shock(
                block.seed,
                self.process,
                futures,
                numbers,
                self.members,
                self.there,
                self.first,
                self.weights,
                self.start,
                self.seconds,
                self.times,
            )
        )


def shock_departures(
    shock: StepBackShock, process: int, number: DrawnNumber, muster: Muster, times: StepTimes, scenario: Scenario
) -> ShockDepartures:
    """Return a scheduled shock made ready for a muster.

    Raises
    ------
    OptionError
        The weights sum to more than `MOST`.
    """
    weight = weights_of(shock.weights, muster, scenario)
    weight[~slots_among(shock.among, muster, scenario)] = 0
    chosen = np.flatnonzero(weight)
    members: NDArray[np.int32] = chosen[np.argsort(weight[chosen], kind="stable")].astype(np.int32)
    weights, first = np.unique(weight[members], return_index=True)
    weights //= max(gcd(*weights.tolist()), 1)
    first = np.append(first, len(members)).astype(np.int64)
    whole = sum(size * one for size, one in zip(np.diff(first).tolist(), weights.tolist(), strict=True))
    if whole > MOST:
        raise OptionError(f"{shock.name}: its weights sum to {whole:,} over those it is about; at most {MOST:,}")
    start = times.second(shock.start)
    seconds, there = max(times.second(shock.until) - start, 1), muster.away_since == FOREVER
    return ShockDepartures(process, number, members, there, first, weights, start, seconds, times)


@compiled
def _draw_shock(
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    numbers: NDArray[np.int64],
    members: NDArray[np.int32],
    there: NDArray[np.bool_],
    first: NDArray[np.int64],
    weights: NDArray[np.int64],
    start: int,
    seconds: int,
    times: StepTimes,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    most, found = numbers.sum(), 0
    future, slot, step = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    sizes = first[1:] - first[:-1]
    left, swaps = sizes.copy(), np.empty((len(members), 2), np.int64)
    order = members.copy()
    for column in range(len(futures)):
        # The slots of each weight that are not chosen yet are the first left[weight] of its own in `order`.
        left[:] = sizes
        whole = (sizes * weights).sum()
        choice, to_take = 0, numbers[column]
        while to_take > 0:
            who, when, _, _ = words_at(seed, process, futures[column], choice, 0, 0)
            pick = number_below(whole, who, 0, seed, process, futures[column], choice, 0)
            weight, place = _place_of(pick, left, weights)
            place += first[weight]
            left[weight] -= 1
            whole -= weights[weight]
            last = first[weight] + left[weight]
            order[place], order[last] = order[last], order[place]
            swaps[choice, 0], swaps[choice, 1] = place, last
            if there[order[last]]:
                to_take -= 1
                second = start + number_below(seconds, when, 1, seed, process, futures[column], choice, 0)
                if 0 <= second < times.end:
                    future[found], slot[found], step[found] = column, order[last], step_holding(times, second)
                    found += 1
            choice += 1
        _put_back(order, swaps[:choice])
    return future[:found], slot[:found], step[:found]


@compiled
def _place_of(pick: int, left: NDArray[np.int64], weights: NDArray[np.int64]) -> tuple[int, int]:
    """Return the weight that a number below the sum of weights picks, and the place among the slots of that weight."""
    weight = 0
    while pick >= left[weight] * weights[weight]:
        pick -= left[weight] * weights[weight]
        weight += 1
    return weight, pick // weights[weight]


@compiled
def _put_back(order: NDArray[np.int32], swaps: NDArray[np.int64]) -> None:
    for choice in range(len(swaps) - 1, -1, -1):
        place, last = swaps[choice]
        order[place], order[last] = order[last], order[place]
