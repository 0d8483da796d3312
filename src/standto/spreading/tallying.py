"""The answer of a run, whoever judges its futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.futures.merging import merged
from standto.spreading.chunks import cut
from standto.spreading.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from standto.futures.future_tally import FutureTally
    from standto.spreading.chunks import Answer, Chunk, ChunkedRun, Executor


def tally_of(
    run: ChunkedRun[FutureTally],
    start: int,
    stop: int,
    *,
    executor: Executor | None = None,
    size: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> FutureTally:
    """Return the tally of a run's futures: the same for every executor and every size of chunk.

    Parameters
    ----------
    run
        The run.
    start, stop
        The futures, half-open; at least one.
    executor
        Who judges them; by default this process, on all its cores.
    size
        The number of futures in a chunk; see `standto.spreading.chunks.cut`.
    progress
        Is told the share that is finished after each chunk, from 0 to 1. An error that it raises cancels the rest.

    Returns
    -------
    FutureTally
        The sum of the tallies of the chunks.
    """
    total: FutureTally | None = None
    for _, tally in _answers(run, cut(start, stop, size), executor, progress):
        total = tally if total is None else merged((total, tally))
    if total is None or total.futures != stop - start:
        raise AssertionError(f"{0 if total is None else total.futures} of {stop - start} futures were tallied")
    return total


def answers_in_order(
    run: ChunkedRun[Answer],
    number: int,
    *,
    executor: Executor | None = None,
    size: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Answer]:
    """Return a run's answers about its first futures, chunk by chunk: the same for every executor.

    Parameters
    ----------
    number
        The number of futures, or of whatever the run numbers.
    run, executor, size, progress
        As for `tally_of`.
    """
    found = dict(_answers(run, cut(0, number, size), executor, progress))
    return [found[chunk] for chunk in sorted(found)]


def _answers(
    run: ChunkedRun[Answer],
    chunks: Sequence[Chunk],
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> Iterator[tuple[Chunk, Answer]]:
    """Yield the answers about all chunks as they come, and tell the share of the futures that is finished."""
    answers = (executor or Inline()).answers(run, chunks)
    finished, whole = 0, sum(chunk.stop - chunk.start for chunk in chunks)
    try:
        for chunk, answer in answers:
            yield chunk, answer
            finished += chunk.stop - chunk.start
            if progress is not None:
                progress(finished / whole)
    finally:
        # An iterator that stays open until it is collected would go on judging.
        if close := getattr(answers, "close", None):
            close()
