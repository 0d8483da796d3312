"""What became of the futures of a block, noted step by step, compiled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.future_tally import FutureTally
from standto.futures.things_to_judge import JudgedThings
from standto.model.time import MINUTE, Instant


class BlockTally(NamedTuple):
    """Notes about a block of futures.

    Attributes
    ----------
    gaps_from
        The first column in `gaps` of each thing judged, and the end of the last.
    gaps
        The number of futures with each gap of each thing judged, shape (steps, columns).
    used
        The number of futures by the number of places that each tier fills, shape (steps, tiers, most + 1).
    first
        The step of the first gap of each thing judged; -1 for none yet, shape (judged, lanes).
    last
        The last step in which the home force alone leaves a gap, by criticality; -1 for none yet, shape (levels,
        lanes).
    proof
        The duties that prove the first gap of each criticality, as a bit mask; 0 for none yet, shape (levels, lanes).
    minutes
        The place-minutes short of each thing judged, shape (judged, lanes).
    """

    gaps_from: NDArray[np.int64]
    gaps: NDArray[np.int64]
    used: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    proof: NDArray[np.int64]
    minutes: NDArray[np.int64]


def empty_tally(things: JudgedThings, steps: int, tiers: int, lanes: int) -> BlockTally:
    """Return notes about no future."""
    judged, levels = len(things.judged), len(things.levels)
    gaps_from = np.cumsum([0, *(one.most + 1 for one in things.judged)], dtype=np.int64)
    return BlockTally(
        gaps_from=gaps_from,
        gaps=np.zeros((steps, int(gaps_from[-1])), dtype=np.int64),
        used=np.zeros((steps, tiers, things.most_required + 1), dtype=np.int64),
        first=np.full((judged, lanes), -1, dtype=np.int32),
        last=np.full((levels, lanes), -1, dtype=np.int32),
        proof=np.zeros((levels, lanes), dtype=np.int64),
        minutes=np.zeros((judged, lanes), dtype=np.int64),
    )


@compiled
def note_gaps(step: int, length: int, first: int, gaps: Any, futures: int, tally: BlockTally) -> None:
    """Note the gaps of some things judged in a step.

    Parameters
    ----------
    length
        The minutes of the step.
    first
        The number of the first of the things.
    gaps
        The gap of each, shape (things, lanes).
    futures
        The number of futures; lanes past it are empty.
    """
    for place in range(gaps.shape[0]):
        row, thing = gaps[place], first + place
        counts = tally.gaps[step, tally.gaps_from[thing] : tally.gaps_from[thing + 1]]
        any_gap = 0
        for lane in range(futures):
            any_gap |= row[lane]
        if not any_gap:
            counts[0] += futures
            continue
        firsts, minutes = tally.first[thing], tally.minutes[thing]
        for lane in range(futures):
            gap = row[lane]
            counts[gap] += 1
            minutes[lane] += length * gap
            if gap > 0 and firsts[lane] < 0:
                firsts[lane] = step


@compiled
def note_use(step: int, used: Any, alone: Any, futures: int, tally: BlockTally) -> None:
    """Note the places that each tier fills in a step, and where the home force alone leaves a gap.

    Parameters
    ----------
    used
        The places that each tier fills, shape (tiers, lanes).
    alone
        The gap of each criticality with the home force alone, shape (levels, lanes).
    """
    for tier in range(used.shape[0], tally.used.shape[1]):
        tally.used[step, tier, 0] += futures
    for tier in range(used.shape[0]):
        row, counts = used[tier], tally.used[step, tier]
        any_use = 0
        for lane in range(futures):
            any_use |= row[lane]
        if not any_use:
            counts[0] += futures
            continue
        for lane in range(futures):
            counts[row[lane]] += 1
    for level in range(alone.shape[0]):
        row, lasts = alone[level], tally.last[level]
        for lane in range(futures):
            if row[lane] > 0:
                lasts[lane] = step


def tally_of_block(
    things: JudgedThings, notes: BlockTally, futures: int, starts: NDArray[np.int64], until: Instant, hold: Instant
) -> FutureTally:
    """Return the notes about a block as a tally.

    Parameters
    ----------
    starts, until
        The start of each step, and the end of the last.
    hold
        How long the home force alone must cover everything before help can go.
    """
    steps, judged, levels = len(starts), len(things.judged), len(things.levels)
    first = np.where(notes.first[:, :futures] < 0, steps, notes.first[:, :futures])
    after_last = notes.last[:, :futures] + 1
    begin = np.append(starts, np.int64(until))[after_last]
    alone = np.where((after_last < steps) & (until - begin >= hold), after_last, steps)
    alone_from = np.zeros((judged, steps + 1), dtype=np.int64)
    alone_from[:levels] = _by_step(alone, steps)
    return FutureTally(
        judged=things.judged,
        futures=futures,
        gaps=tuple(notes.gaps[:, a:b].copy() for a, b in zip(notes.gaps_from[:-1], notes.gaps_from[1:], strict=True)),
        first_gap=_by_step(first, steps),
        alone_from=alone_from,
        used=tuple(notes.used[:, tier].copy() for tier in range(notes.used.shape[1])),
        place_minutes=np.array([_sums(row[:futures]) for row in notes.minutes], dtype=object).reshape(judged, 2),
        bottlenecks=tuple(_proofs(notes.proof[level, :futures]) for level in range(levels)),
    )


def _by_step(rows: NDArray[np.int64], steps: int) -> NDArray[np.int64]:
    """Return for each row how often it names each step, and at last how often it names none."""
    table = np.zeros((len(rows), steps + 1), dtype=np.int64)
    for place, row in enumerate(rows):
        table[place] = np.bincount(row, minlength=steps + 1)
    return table


def _sums(minutes: NDArray[np.int64]) -> tuple[int, int]:
    """Return the sum of some numbers below 2^40 and that of their squares, exactly."""
    high, low = minutes >> 20, minutes & (1 << 20) - 1
    # (a 2^20 + b)^2 = a^2 2^40 + 2 a b 2^20 + b^2, where no sum of a few thousand of the products overflows
    squares = (int(high @ high) << 40) + (int(high @ low) << 21) + int(low @ low)
    return int(minutes.sum()), squares


def _proofs(masks: NDArray[np.int64]) -> dict[int, int]:
    """Return the number of futures with each proof."""
    found, numbers = np.unique(masks[masks > 0], return_counts=True)
    return dict(zip(found.tolist(), numbers.tolist(), strict=True))


def minutes_of(starts: NDArray[np.int64], until: Instant) -> NDArray[np.int64]:
    """Return the minutes of each step; what is left of a minute goes to the step in which the minute ends."""
    past: NDArray[np.int64] = (np.append(starts, np.int64(until)) - starts[0]) // MINUTE
    return np.diff(past)
