"""Chunks judged in this process, by threads on its cores: compiled code lets go of Python's lock."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.spreading.chunks import Answer, Chunk, ChunkedRun


class Inline:
    """Judge chunks in this process.

    Parameters
    ----------
    threads
        The number of threads; by default the number of cores that this process may use. With one, chunks are judged in
        order by the thread that asks.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or len(os.sched_getaffinity(0))

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield the answer about each chunk as soon as a thread has it."""
        if min(self._threads, len(chunks)) < 2:
            for chunk in chunks:
                yield chunk, run.tally(*chunk)
            return
        pool = ThreadPoolExecutor(self._threads, thread_name_prefix="futures")
        try:
            asked = {pool.submit(run.tally, *chunk): chunk for chunk in chunks}
            for answer in as_completed(asked):
                yield asked.pop(answer), answer.result()
        finally:
            # What runs is a chunk each, which ends soon; no other one begins.
            pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        """Begin; nothing has to start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; nothing has to stop."""
