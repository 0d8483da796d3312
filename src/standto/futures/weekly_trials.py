"""Trials by slot and week: what happens to each slot within a week with some chance, drawn by skipping to successes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at
from standto.chance.searching import HintedTable, next_success
from standto.chance.whole_numbers import number_below
from standto.futures.drawn_numbers import DAY_SECONDS, DrawnNumber
from standto.futures.future_events import FutureBlock
from standto.futures.growing_arrays import grown

WEEK_SECONDS = 7 * DAY_SECONDS


class Successes(NamedTuple):
    """What happened to slots; arrays of one length, in order of future and of week.

    Attributes
    ----------
    future, slot
        The place of the future in its block, and the slot.
    second
        When, in seconds from the start.
    days
        A whole number of its own for each, from the range of its future.
    """

    future: NDArray[np.int32]
    slot: NDArray[np.int32]
    second: NDArray[np.int32]
    days: NDArray[np.int32]


def weekly_successes(
    block: FutureBlock,
    process: int,
    chance: DrawnNumber,
    members: NDArray[np.int32],
    end: int,
    days: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Successes:
    """Draw what happens to each of some slots in each week, with a chance a week.

    Parameters
    ----------
    process
        The number of the process.
    chance
        The chance of each slot in each week from the start.
    members
        The slots.
    end
        The second at which the last step ends; nothing happens from then on.
    days
        For each future, the least number of days and how many numbers of days there are, shape (futures,) each.

    Notes
    -----
    The trials of a future are the slots of the first week, then those of the second, and so on. Trials are drawn at the
    greatest chance of the range, by skipping (`standto.chance.thresholds.skip_thresholds`), and a success is kept with
    the future's share of it: so a greater chance keeps all that a smaller one has. The time is any second of the week,
    all equally likely. So a slot is untouched for `w` weeks and a share `f` of the next with the chance
    ``(1 - p)^w (1 - p f)``.

    The draws: skips have class 0 and step 0; what happens to a slot in a week has the class of the slot and the number
    of the week for its step.
    """
    kept, futures = chance.kept(block), block.futures.astype(np.int64)
    return Successes(*_draw_weekly(block.seed, process, futures, members, chance.skips(), kept, end, *days))


@compiled
def _draw_weekly(
    seed: int,
    process: int,
    futures: NDArray[np.int64],
    members: NDArray[np.int32],
    skips: HintedTable,
    kept: NDArray[np.uint64],
    end: int,
    least_days: NDArray[np.int64],
    day_numbers: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    found, trials = 0, len(members) * (-(-end // WEEK_SECONDS))
    future, slot = np.empty(1024, np.int32), np.empty(1024, np.int32)
    second, days = np.empty(1024, np.int32), np.empty(1024, np.int32)
    for column in range(len(futures)):
        week, first = 0, 0
        place, draw = next_success(-1, skips, trials, 0, seed, process, futures[column], 0)
        while place < trials:
            # The trial is that of a member in a week: `first` is the week's first trial. To divide would take longer.
            while place - first >= len(members):
                week, first = week + 1, first + len(members)
            member = members[place - first]
            key = (seed, process, int(futures[column]), int(member) + 1, int(week))
            high, low, when, long = words_at(*key, 0)
            moment = week * WEEK_SECONDS + number_below(WEEK_SECONDS, when, 2, *key)
            if long_word(high, low) < kept[column] and moment < end:
                if found == len(future):
                    future, slot, second, days = grown(future), grown(slot), grown(second), grown(days)
                future[found], slot[found], second[found] = column, member, moment
                days[found] = least_days[column] + number_below(day_numbers[column], long, 3, *key)
                found += 1
            place, draw = next_success(place, skips, trials, draw, seed, process, futures[column], 0)
    return future[:found], slot[:found], second[:found], days[:found]
