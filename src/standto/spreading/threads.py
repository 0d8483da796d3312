"""Chunks judged on every core of this process, by threads: compiled code runs without the interpreter's lock."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.futures.future_tally import FutureTally
    from standto.spreading.chunks import Chunk, ChunkedRun


class Threads:
    """Judge chunks in threads of this process.

    Parameters
    ----------
    workers
        The number of threads; by default the number of cores that this process may use.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or len(os.sched_getaffinity(0))

    def answers(self, run: ChunkedRun, chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, FutureTally]]:
        """Yield the tally of each chunk, in order."""
        pool = ThreadPoolExecutor(self._workers)
        try:
            yield from zip(chunks, pool.map(lambda chunk: run.tally(*chunk), chunks), strict=True)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        """Begin; threads start with each run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; threads end with each run."""
