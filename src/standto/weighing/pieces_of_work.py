"""Work on futures in pieces, on every core of this process, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

from standto.futures.future_run import BLOCK

Piece = TypeVar("Piece")
Item = TypeVar("Item")


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
    yield from in_order(lambda piece: work(*piece), pieces, progress)


def in_order(
    work: Callable[[Item], Piece], items: Sequence[Item], progress: Callable[[float], None] | None = None
) -> Iterator[Piece]:
    """Yield what comes of each of some items, in order, worked on by a thread for each core.

    Parameters
    ----------
    work
        Takes an item.
    progress
        As for `by_threads`.
    """
    pool = ThreadPoolExecutor(len(os.sched_getaffinity(0)))
    try:
        for number, found in enumerate(pool.map(work, items), start=1):
            yield found
            if progress is not None:
                progress(number / len(items))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
