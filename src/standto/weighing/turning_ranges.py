"""The same futures at every point of a path through assumed ranges, and the difference that each turn makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from standto.futures.future_run import BLOCK, FutureRun
from standto.futures.judging import Judging, judging_of
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.differences import differences_in
from standto.weighing.turning import MorrisPath

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.futures.future_events import DrawnFutures


@dataclass(frozen=True)
class TurnedRanges:
    """Futures whose ranges are turned one after another.

    Attributes
    ----------
    run
        The futures; ranges that no path turns stay as it has them.
    names
        The names of the ranges that are turned, in the order of the points of a path.
    judging
        What judging needs of the run's muster, for all points.
    """

    run: FutureRun
    names: tuple[str, ...]
    judging: Judging

    def turns(self, path: MorrisPath, futures: int) -> tuple[tuple[DifferenceTally, ...], ...]:
        """Return the difference that each step of a path makes to the first futures: step by step, by criticality."""
        runs = [self._at(point) for point in path.points]
        bounds = pairwise([*range(0, futures, BLOCK), futures])
        blocks = (tuple(self._block(runs, start, stop)) for start, stop in bounds)
        return reduce(
            lambda one, two: tuple(
                tuple(left + right for left, right in zip(*step, strict=True)) for step in zip(one, two, strict=True)
            ),
            blocks,
        )

    def _at(self, point: tuple[int, ...]) -> FutureRun:
        """Return the run of the same seed at one point."""
        fixed = {**dict(self.run.fixed), **dict(zip(self.names, point, strict=True))}
        return replace(self.run, fixed=tuple(sorted(fixed.items())))

    def _block(self, runs: list[FutureRun], start: int, stop: int) -> Iterator[tuple[DifferenceTally, ...]]:
        """Yield the differences between neighbouring runs, for one block; the same draws are judged once."""
        futures, levels = stop - start, len(self.run.things.levels)
        drawn = runs[0].drawn(start, stop)
        before = self.judging.noted(drawn, futures)
        for run in runs[1:]:
            now = run.drawn(start, stop)
            after = before if _same(drawn, now) else self.judging.noted(now, futures)
            yield differences_in(before, after, futures, levels)
            drawn, before = now, after


def turned_ranges(run: FutureRun, names: tuple[str, ...]) -> TurnedRanges:
    """Return the futures of a run, ready for turning some of its ranges."""
    return TurnedRanges(run, names, judging_of(run.muster, run.things, run.hold))


def _same(one: DrawnFutures, other: DrawnFutures) -> bool:
    """Return whether two draws of the same futures are the same in all that is judged."""
    if not all(np.array_equal(left, right) for left, right in zip(one.absent, other.absent, strict=True)):
        return False
    pairs = ((one.places.places, other.places.places), (one.required, other.required))
    return all(
        left is right or (left is not None and right is not None and np.array_equal(left, right))
        for left, right in pairs
    )
