"""Common shocks: what takes own people and donors at one moment, and so makes them go together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import CommonShock
from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at
from standto.chance.searching import HintedTable, next_success
from standto.chance.whole_numbers import number_below
from standto.futures.chosen_slots import slots_among
from standto.futures.drawn_numbers import DrawnNumber
from standto.futures.future_events import FOR_GOOD, Departures, FutureBlock
from standto.futures.growing_arrays import grown
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes, step_holding
from standto.model.scenario import Scenario

_COMES, _SKIPS, _PEOPLE, _DONORS = 0, 1, 2, 3


@dataclass(frozen=True)
class CommonShockDraws:
    """A common shock, which may come or not.

    It comes with the chance of its future, at any second of its time, all equally likely, and falls on the start of the
    step that holds it. Then each slot steps back with the share of its future, and each donor withdraws its places with
    a chance, all independently. So two people, or a person and a donor, are independent given the shock. Without it
    known, their indicators have the covariance ``c (1 - c) s t``, where `c` is the chance that the shock comes, and `s`
    and `t` are their chances then.

    Source: the common shock model of A. W. Marshall and I. Olkin, "A multivariate exponential distribution", Journal of
    the American Statistical Association 62 (1967), in discrete time and with chances of less than 1. Units: chances and
    shares. Limits: it comes once at most; a moment before the start or after the end is dropped. A donor is another
    force that is not the military, and withdraws all of its places or none, those that are present too.

    The draws: class 0 and step 0 say whether and when; class 0 and step 1 skip over slots; the class of a slot and step
    2 say whether it is kept (`DrawnNumber.kept`); step 3 and one more than the place of a force among
    `Scenario.forces_in_order` say whether that donor withdraws.

    Attributes
    ----------
    process
        The number of the process.
    chance, step_back, donors_withdraw
        Its numbers.
    members
        The slots it may take, shape (members,).
    start, seconds
        The second at which its time starts, which may be negative, and the length of that.
    times
        The steps.
    """

    process: int
    chance: DrawnNumber
    step_back: DrawnNumber
    donors_withdraw: DrawnNumber
    members: NDArray[np.int32]
    start: int
    seconds: int
    times: StepTimes

    def steps(self, block: FutureBlock) -> NDArray[np.int32]:
        """Draw the step in which the shock comes in each future; `FOR_GOOD` if it does not, shape (futures,)."""
        steps = np.full(len(block.futures), FOR_GOOD, dtype=np.int32)
        futures, chances = block.futures.astype(np.int64), self.chance.thresholds(block)
        _draw_coming(
            steps,
            block.seed,
            self.process,
            futures,
            chances,
            self.start,
            self.seconds,
            self.times,
        )
        return steps

    def departures(self, block: FutureBlock) -> Departures:
        """Draw the step-backs of a block of futures."""
        futures, steps = block.futures.astype(np.int64), self.steps(block)
        skips, kept = self.step_back.skips(), self.step_back.kept(block)
        return Departures(*_draw_taken(block.seed, self.process, futures, steps, self.members, skips, kept))

    def withdrawals(self, block: FutureBlock, forces: int) -> NDArray[np.int32]:
        """Draw the step from which each force's places are withdrawn, `FOR_GOOD` for none, shape (forces, futures)."""
        withdrawn = np.full((forces, len(block.futures)), FOR_GOOD, dtype=np.int32)
        futures, chances = block.futures.astype(np.int64), self.donors_withdraw.thresholds(block)
        _draw_withdrawn(withdrawn, block.seed, self.process, futures, self.steps(block), chances)
        return withdrawn


def common_shock_draws(
    shock: CommonShock,
    process: int,
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> CommonShockDraws:
    """Return a common shock made ready for a muster; `numbers` has every assumed number by name."""
    members = np.flatnonzero(slots_among(shock.among, muster, scenario)).astype(np.int32)
    chance, share, withdraw = (numbers[f"{shock.name}.{field}"] for field in ("chance", "step_back", "donors_withdraw"))
    start = times.second(shock.start)
    seconds = max(times.second(shock.until) - start, 1)
    return CommonShockDraws(process, chance, share, withdraw, members, start, seconds, times)


@compiled
def _draw_coming(
    steps: NDArray[np.int32],
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    chances: NDArray[np.uint64],
    start: int,
    seconds: int,
    times: StepTimes,
) -> None:
    for column in range(len(futures)):
        high, low, when, _ = words_at(seed, process, futures[column], 0, _COMES, 0)
        if long_word(high, low) < chances[column]:
            second = start + number_below(seconds, when, 2, seed, process, futures[column], 0, _COMES)
            if 0 <= second < times.end:
                steps[column] = step_holding(times, second)


@compiled
def _draw_taken(
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    steps: NDArray[np.int32],
    members: NDArray[np.int32],
    skips: HintedTable,
    kept: NDArray[np.uint64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    found, end = 0, len(members)
    future, slot, step = np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int32)
    for column in range(len(futures)):
        if steps[column] == FOR_GOOD:
            continue
        place, draw = next_success(-1, skips, end, 0, seed, process, futures[column], _SKIPS)
        while place < end:
            high, low, _, _ = words_at(seed, process, futures[column], int(members[place]) + 1, _PEOPLE, 0)
            if long_word(high, low) < kept[column]:
                if found == len(future):
                    future, slot, step = grown(future), grown(slot), grown(step)
                future[found], slot[found], step[found] = column, members[place], steps[column]
                found += 1
            place, draw = next_success(place, skips, end, draw, seed, process, futures[column], _SKIPS)
    return future[:found], slot[:found], step[:found]


@compiled
def _draw_withdrawn(
    withdrawn: NDArray[np.int32],
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    steps: NDArray[np.int32],
    chances: NDArray[np.uint64],
) -> None:
    for column in range(len(futures)):
        if steps[column] == FOR_GOOD:
            continue
        for force in range(len(withdrawn)):
            high, low, _, _ = words_at(seed, process, futures[column], force + 1, _DONORS, 0)
            if long_word(high, low) < chances[column]:
                withdrawn[force, column] = steps[column]
