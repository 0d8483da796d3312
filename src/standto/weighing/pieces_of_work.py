"""Work on futures in pieces, on every core of this process, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

from standto.futures.future_run import BLOCK

Piece = TypeVar("Piece")


def by_threads(
    work: Callable[[int, int], Piece], futures: int, progress: Callable[[float], None] | None = None
) -> Iterator[Piece]:
    """Yield what comes of each piece of some futures, in order; compiled code runs without the interpreter's lock.

    Parameters
    ----------
    work
        Takes the first future of a piece, and the first after it.
    progress
        Is told the share that is finished after each piece. An error that it raises cancels the rest.
    """
    pieces = list(pairwise([*range(0, futures, BLOCK), futures]))
    pool = ThreadPoolExecutor(len(os.sched_getaffinity(0)))
    try:
        for (_, past), found in zip(pieces, pool.map(lambda piece: work(*piece), pieces), strict=True):
            yield found
            if progress is not None:
                progress(past / futures)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
