"""A small run for tests: whole numbers counted by number of the future, and nothing else."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass

import numpy as np

from standto.futures.future_tally import FutureTally, Judged
from standto.futures.merging import merged
from standto.futures.packed_tallies import packed, unpacked

STEPS, MOST = 5, 3


@dataclass(frozen=True)
class CountedRun:
    """A run that takes a while for each future, so that things can happen meanwhile."""

    seed: int = 0
    seconds: float = 0.0

    @property
    def inputs(self):
        return hashlib.sha256(str(self.seed).encode()).hexdigest()

    def packed(self, answer):
        return packed(answer)

    def unpacked(self, data):
        return unpacked(data)

    def tally(self, start, stop):
        time.sleep(self.seconds * (stop - start))
        return merged([tally_of_one(self.seed, future) for future in range(start, stop)])


@dataclass(frozen=True)
class FailingRun(CountedRun):
    """A run that cannot judge one of its futures."""

    unlucky: int = 0

    def tally(self, start, stop):
        if start <= self.unlucky < stop:
            raise ArithmeticError(f"future {self.unlucky} has no answer")
        return super().tally(start, stop)


@dataclass(frozen=True)
class MemoryKeepingRun(CountedRun):
    """A run that only a process with room for the memory of one chunk after another can judge."""

    def tally(self, start, stop):
        if int(os.environ["MALLOC_TRIM_THRESHOLD_"]) < 2**25:
            raise MemoryError("this process gives back at once what the next chunk needs")
        return super().tally(start, stop)


def tally_of_one(seed, future):
    """The tally of one future, by plain code: bytes of a hash are its gaps."""
    drawn = list(hashlib.sha256(f"{seed} {future}".encode()).digest())
    gaps = [byte % (MOST + 1) for byte in drawn[:STEPS]]
    first = next((step for step, gap in enumerate(gaps) if gap), STEPS)
    short = sum(gaps) * 10**15
    return FutureTally(
        judged=(Judged("criticality", "1", MOST),),
        futures=1,
        gaps=(one_of(gaps, MOST + 1),),
        first_gap=one_of([first], STEPS + 1),
        alone_from=one_of([STEPS], STEPS + 1),
        used=(one_of([drawn[step] % 2 for step in range(STEPS)], 2),),
        place_minutes=np.array([[short, short * short]], dtype=np.object_),
        bottlenecks=({drawn[9] % 4: 1} if first < STEPS else {},),
    )


def one_of(values, size):
    """Rows in which the column of each value is 1 and all others are 0."""
    rows = np.zeros((len(values), size), dtype=np.int64)
    rows[np.arange(len(values)), values] = 1
    return rows
