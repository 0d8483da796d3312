"""Donors: other forces that confirm, decline or withdraw the places that they lend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import DonorAnswer
from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at
from standto.futures.common_shocks import CommonShockDraws
from standto.futures.drawn_numbers import HOUR_SECONDS, DrawnNumber
from standto.futures.future_events import FutureBlock, PoolPlaces
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes
from standto.model.scenario import Scenario
from standto.model.time import FOREVER


class AnswerRule(NamedTuple):
    """The answer of one donor: the number of its process, the place of its pool among `Muster.pools`, its numbers."""

    process: int
    pool: int
    confirms: DrawnNumber
    withdraws: DrawnNumber
    after_hours: DrawnNumber


@dataclass(frozen=True)
class DonorAnswers:
    """The help of other forces: what each pool's donor answers, and what common shocks make donors withdraw.

    If a pool has an answer of its own, these of its places count in each step: those present; the confirmed ones,
    unless the donor withdraws; and the waiting ones, if the donor confirms and does not withdraw. Confirmed and
    waiting places count only once the hours of the answer are over. The hours of each such place run from the start, or
    from the step since which there have been as many; confirmed places are taken to be the earlier ones. They run also
    while the places may do nothing. From the step of a common shock in which a force withdraws, none of its places
    count.

    Source: independent Bernoulli trials; donors depend on each other and on the home force through common shocks alone.
    Units: chances; hours. Limits: a donor sends all that is asked of it or nothing; the basis decides for pools without
    an answer of their own, and help counts for nothing under the basis ``none``.

    The draws: class 0, step 0, draw 0 of the process; the first two words say whether the donor confirms, the others
    whether it withdraws.

    Attributes
    ----------
    rules
        The answers.
    shocks
        The common shocks.
    donor
        The place of each pool's force among the forces if it is a donor, -1 if it is the military, shape (pools,).
    forces
        The number of forces.
    counted, states
        `Muster.pool_places` and `Muster.pool_states`.
    able
        Whether the places of each pool may do something in each step, shape (steps, pools).
    times
        The steps.
    """

    rules: tuple[AnswerRule, ...]
    shocks: tuple[CommonShockDraws, ...]
    donor: NDArray[np.int64]
    forces: int
    counted: NDArray[np.int64]
    states: NDArray[np.int64]
    able: NDArray[np.bool_]
    times: StepTimes

    def places(self, block: FutureBlock) -> PoolPlaces:
        """Draw the places of each pool that count."""
        if not (self.rules or self.shocks) or not (self.states.any() or self.counted.any()):
            return PoolPlaces(None)
        places = np.repeat(self.counted.astype(np.int32)[:, :, None], len(block.futures), axis=2)
        for rule in self.rules:
            self._answer(rule, block, places[:, rule.pool])
        step = np.arange(len(places), dtype=np.int32)[:, None]
        for shock in self.shocks:
            withdrawn = shock.withdrawals(block, self.forces)
            for pool in np.flatnonzero(self.donor >= 0):
                places[:, pool][step >= withdrawn[self.donor[pool]]] = 0
        return PoolPlaces(places)

    def _answer(self, rule: AnswerRule, block: FutureBlock, places: NDArray[np.int32]) -> None:
        present, confirmed, waiting = self.states[:, :, rule.pool]
        futures = block.futures.astype(np.int64)
        confirms, withdraws = rule.confirms.thresholds(block), rule.withdraws.thresholds(block)
        answers = np.empty((2, len(futures)), dtype=np.bool_)
        _draw_answers(answers, block.seed, rule.process, futures, confirms, withdraws)
        # Many futures have the same answer after the same hours: each such answer is reckoned once.
        drawn = np.vstack([rule.after_hours.whole(block, HOUR_SECONDS), answers])
        (hours, sends, stays_away), answer_of = np.unique(drawn, axis=1, return_inverse=True)
        starts = self.times.starts
        arrived = np.zeros((len(starts), len(hours)), dtype=np.int64)
        for more, since in _sent_since(confirmed + waiting, starts):
            arrived += more * (starts[:, None] - since[:, None] >= hours)
        # places = present + not withdrawn * (arrived confirmed ones + confirms * arrived waiting ones)
        sure = np.minimum(confirmed[:, None], arrived)
        coming = sure + sends * np.minimum(waiting[:, None], arrived - sure)
        found = np.where(self.able[:, rule.pool, None], present[:, None] + (1 - stays_away) * coming, 0)
        places[:] = found.astype(np.int32)[:, answer_of.reshape(-1)]


def _sent_since(sent: NDArray[np.int64], starts: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield a few places at a time, and since which second there have been as many in each step, shape (steps,).

    Places are counted from the first up; where there are not so many, the second is that of no step.
    """
    numbers = [0, *np.unique(sent[sent > 0]).tolist()]
    for fewer, number in pairwise(numbers):
        enough = sent >= number
        begins = enough & ~np.append(False, enough[:-1])
        since = np.maximum.accumulate(np.where(begins, starts, 0))
        yield number - fewer, np.where(enough, since, FOREVER)


def donor_answers(
    answers: list[tuple[int, DonorAnswer]],
    shocks: tuple[CommonShockDraws, ...],
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> DonorAnswers:
    """Return the help of other forces made ready for a muster; pools that are not in it are left out."""
    forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
    kinds = {force.id: force.kind for force in scenario.forces}
    owner = {pool.id: pool.force for pool in scenario.pools}
    donor = [-1 if kinds[owner[pool]] == "military" else forces[owner[pool]] for pool in muster.pools]
    rules = [
        AnswerRule(
            process,
            muster.pools.index(answer.pool),
            *(numbers[f"{answer.name}.{field}"] for field in ("confirms", "withdraws", "after_hours")),
        )
        for process, answer in answers
        if answer.pool in muster.pools
    ]
    return DonorAnswers(
        tuple(rules),
        shocks,
        np.array(donor, dtype=np.int64),
        len(forces),
        muster.pool_places,
        muster.pool_states,
        muster.pool_kind >= 0,
        times,
    )


@compiled
def _draw_answers(
    answers: NDArray[np.bool_],
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    confirms: NDArray[np.uint64],
    withdraws: NDArray[np.uint64],
) -> None:
    for column in range(len(futures)):
        one, two, three, four = words_at(seed, process, futures[column], 0, 0, 0)
        answers[0, column] = long_word(one, two) < confirms[column]
        answers[1, column] = long_word(three, four) < withdraws[column]
