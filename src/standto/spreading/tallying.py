"""The tally of a run's futures, whoever judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.futures.merging import merged
from standto.spreading.chunks import cut
from standto.spreading.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.futures.future_tally import FutureTally
    from standto.spreading.chunks import ChunkedRun, Executor


def tally_of(
    run: ChunkedRun,
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
    answers = (executor or Inline()).answers(run, cut(start, stop, size))
    total: FutureTally | None = None
    try:
        for _, tally in answers:
            total = tally if total is None else merged((total, tally))
            if progress is not None:
                progress(total.futures / (stop - start))
    finally:
        # An iterator that stays open until it is collected would go on judging.
        if close := getattr(answers, "close", None):
            close()
    if total is None or total.futures != stop - start:
        raise AssertionError(f"{0 if total is None else total.futures} of {stop - start} futures were tallied")
    return total
