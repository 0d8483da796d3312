"""The same futures at every point of a path through assumed ranges, and the difference that each turn makes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from standto.futures.future_run import BLOCK, FutureRun
from standto.futures.judging import Judging, judging_of
from standto.weighing.difference_tally import (
    DifferenceRows,
    DifferenceTally,
    added,
    packed_differences,
    unpacked_differences,
)
from standto.weighing.differences import differences_in
from standto.weighing.turning import MorrisPath

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.futures.future_events import DrawnFutures


@dataclass(frozen=True)
class TurnedRanges:
    """The same futures at every point of some paths: their ranges are turned one after another.

    Attributes
    ----------
    run
        The futures; ranges that no path turns stay as it has them.
    names
        The names of the ranges that are turned, in the order of the points of a path.
    paths
        The paths, which a chunk numbers.
    futures
        The number of futures at each point.
    """

    run: FutureRun
    names: tuple[str, ...]
    paths: tuple[MorrisPath, ...]
    futures: int

    @cached_property
    def inputs(self) -> str:
        """SHA-256 of everything that the differences depend on but the numbers of the paths, in hexadecimal."""
        head = ("turns", self.run.inputs, self.names, self.paths, self.futures)
        return hashlib.sha256(repr(head).encode()).hexdigest()

    def tally(self, start: int, stop: int) -> DifferenceRows:
        """Return the difference that each step of some paths makes: path by path, step by step, by criticality."""
        return tuple(step for path in self.paths[start:stop] for step in self._turns(path))

    def packed(self, answer: DifferenceRows) -> bytes:
        """Return differences packed for the way, or to be kept."""
        return packed_differences(answer)

    def unpacked(self, data: bytes) -> DifferenceRows:
        """Return the differences that were packed; raise `ValueError` if the bytes hold none."""
        return unpacked_differences(data)

    @cached_property
    def _judging(self) -> Judging:
        """What judging needs of the run's muster, for all points."""
        return judging_of(self.run.muster, self.run.things, self.run.hold)

    def _turns(self, path: MorrisPath) -> DifferenceRows:
        runs = [self._at(point) for point in path.points]
        bounds = pairwise([*range(0, self.futures, BLOCK), self.futures])
        return added(tuple(self._block(runs, start, stop)) for start, stop in bounds)

    def _at(self, point: tuple[int, ...]) -> FutureRun:
        """Return the run of the same seed at one point."""
        fixed = {**dict(self.run.fixed), **dict(zip(self.names, point, strict=True))}
        return replace(self.run, fixed=tuple(sorted(fixed.items())))

    def _block(self, runs: list[FutureRun], start: int, stop: int) -> Iterator[tuple[DifferenceTally, ...]]:
        """Yield the differences between neighbouring runs, for one block; the same draws are judged once."""
        futures, levels = stop - start, len(self.run.things.levels)
        drawn = runs[0].drawn(start, stop)
        before = self._judging.noted(drawn, futures)
        for run in runs[1:]:
            now = run.drawn(start, stop)
            after = before if _same(drawn, now) else self._judging.noted(now, futures)
            yield differences_in(before, after, futures, levels)
            drawn, before = now, after


def _same(one: DrawnFutures, other: DrawnFutures) -> bool:
    """Return whether two draws of the same futures are the same in all that is judged."""
    if not all(np.array_equal(left, right) for left, right in zip(one.absent, other.absent, strict=True)):
        return False
    pairs = ((one.places.places, other.places.places), (one.required, other.required))
    return all(
        left is right or (left is not None and right is not None and np.array_equal(left, right))
        for left, right in pairs
    )
