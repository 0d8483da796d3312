"""Who judges which chunk: a queue, retries, and a watchdog that sends late chunks again."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from statistics import median
from typing import TYPE_CHECKING

from standto.errors import StandtoError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from standto.spreading.chunks import Chunk

RETRIES = 5
"""How often a chunk that failed, or whose worker was lost, is sent again."""
_TIMES_USUAL = 4.0
"""A chunk is late once it has taken so many times the median of the finished ones."""
_LEAST_LATE = 5.0
"""Seconds in which no chunk is late: the first one of a worker compiles or loads compiled code."""
_FIRST_LATE = 120.0
"""Seconds after which a chunk is late as long as none is finished."""


class Dispatch:
    """The chunks of one run, and the workers that have them.

    It has no clock: the caller says what time it is, in seconds from any moment. A worker is known by whatever key the
    caller has for it. The first answer for a chunk counts, and later ones are ignored.

    Parameters
    ----------
    chunks
        All chunks.
    retries
        How often a chunk is sent again after a failure or a lost worker, before the run fails.
    least_late
        The seconds in which no chunk is late.
    """

    def __init__(self, chunks: Iterable[Chunk], *, retries: int = RETRIES, least_late: float = _LEAST_LATE) -> None:
        self._waiting = deque(chunks)
        self._left = set(self._waiting)
        self._out: dict[Chunk, dict[Hashable, float]] = {}
        self._owed: defaultdict[Hashable, set[Chunk]] = defaultdict(set)
        self._again: Counter[Chunk] = Counter()
        self._taken: list[float] = []
        self._retries = retries
        self._least_late = least_late

    @property
    def over(self) -> bool:
        """Whether every chunk has its answer."""
        return not self._left

    @property
    def left(self) -> int:
        """The number of chunks that have no answer yet."""
        return len(self._left)

    def held_by(self, worker: Hashable) -> int:
        """Return the number of chunks that a worker was sent and has not answered, even if another one has since.

        A worker that hangs is therefore sent no more than it has.
        """
        return len(self._owed[worker])

    def next_for(self, worker: Hashable, now: float) -> Chunk | None:
        """Return the chunk to send to a worker now: one that nobody has, else the latest late one; None for none."""
        chunk = self._waiting.popleft() if self._waiting else self._late_one(worker, now)
        if chunk is not None:
            self._out.setdefault(chunk, {})[worker] = now
            self._owed[worker].add(chunk)
        return chunk

    def finished(self, worker: Hashable, chunk: Chunk, now: float) -> bool:
        """Note an answer; return whether it is the first one for its chunk."""
        self._owed[worker].discard(chunk)
        holders = self._out.pop(chunk, {})
        if worker in holders:
            self._taken.append(now - holders[worker])
        if chunk not in self._left:
            return False
        self._left.remove(chunk)
        if chunk in self._waiting:
            self._waiting.remove(chunk)
        return True

    def failed(self, worker: Hashable, chunk: Chunk, why: str) -> None:
        """Note that a worker failed on a chunk, and queue it again.

        Raises
        ------
        StandtoError
            It was sent as often as allowed.
        """
        self._owed[worker].discard(chunk)
        holders = self._out.get(chunk, {})
        holders.pop(worker, None)
        if chunk not in self._left:
            return
        self._again[chunk] += 1
        if self._again[chunk] > self._retries:
            futures = f"futures {chunk.start:,} to {chunk.stop - 1:,}"
            raise StandtoError(f"{futures} could not be judged, after {self._again[chunk]} attempts: {why}")
        if not holders:
            self._out.pop(chunk, None)
            self._waiting.appendleft(chunk)

    def lost(self, worker: Hashable, why: str) -> None:
        """Note that a worker is gone, and queue again what it alone had.

        Raises
        ------
        StandtoError
            One of its chunks was sent as often as allowed.
        """
        for chunk in self._owed.pop(worker, set()):
            self.failed(worker, chunk, why)

    def recalled(self) -> None:
        """Queue again all chunks that anybody has, without blame: the way to all workers is lost."""
        self._waiting.extendleft(chunk for chunk in self._out if chunk not in self._waiting)
        self._out.clear()
        self._owed.clear()

    def _late_one(self, worker: Hashable, now: float) -> Chunk | None:
        """Return the chunk that was last sent the longest ago, if it is late and the worker has not got it."""
        allowed = max(self._least_late, _TIMES_USUAL * median(self._taken)) if self._taken else _FIRST_LATE
        sent = {chunk: max(holders.values()) for chunk, holders in self._out.items() if worker not in holders}
        chunk = min(sent, key=sent.__getitem__, default=None)
        return chunk if chunk is not None and now - sent[chunk] > allowed else None
