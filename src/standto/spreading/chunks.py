"""Chunks of futures: cut on a fixed grid and keyed by content, so that a later run finds them again."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from standto.errors import OptionError
from standto.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

Answer = TypeVar("Answer")
"""What a run finds out about a chunk: a tally of futures, differences between them, breaking points."""

GRID = 1_024
"""The least number of futures in a whole chunk."""
_SMALL = GRID // 2
"""The number in a chunk of a run that has no more than `GRID`: two cores answer sooner than one."""
_MOST_CHUNKS = 256
"""The greatest number of chunks that a run is cut into; more futures make larger chunks."""


class Chunk(NamedTuple):
    """The futures from `start` up to `stop`, which one worker judges at a time."""

    start: int
    stop: int

    def key(self, inputs: str) -> str:
        """Return the key of this chunk of a run: SHA-256 of the run's inputs and the numbers of the futures."""
        return hashlib.sha256(f"{inputs} {self.start} {self.stop}".encode()).hexdigest()


class ChunkedRun(Protocol[Answer]):
    """A run whose futures can be judged in any chunks, on any machine; its fields can be pickled.

    Some runs number other things than futures: groups that step back, or paths through assumed ranges.
    """

    @property
    def inputs(self) -> str:
        """SHA-256 of everything that an answer depends on but the numbers of the futures, in hexadecimal."""

    def tally(self, start: int, stop: int) -> Answer:
        """Return the answer about the futures from `start` up to `stop`."""

    def packed(self, answer: Answer) -> bytes:
        """Return an answer packed for the way, or to be kept."""

    def unpacked(self, data: bytes) -> Answer:
        """Return the answer that was packed; raise `ValueError` if the bytes hold none."""


class Executor(Protocol):
    """A way to judge chunks: on this core, in processes of this machine, on a cluster, or by reading their files.

    It is a context manager: its workers start when they are first needed, serve one run after another, and end with it.
    """

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield the answers about disjoint chunks in any order, together about the futures asked for.

        To close the iterator cancels all that is not finished.
        """

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers."""


def check_executor(executor: object) -> None:
    """Raise `OptionError` if something is neither an executor nor None."""
    if executor is not None and not hasattr(executor, "answers"):
        raise OptionError(f"executor: {shortened(executor)} is no executor: make one with executor_of")


def cut(start: int, stop: int, size: int | None = None) -> tuple[Chunk, ...]:
    """Cut futures into chunks whose bounds are multiples of a size, but for the first and the last.

    Parameters
    ----------
    start, stop
        The futures, half-open.
    size
        The number of futures of a whole chunk; by default the least multiple of 1,024 that makes at most 256 chunks of
        the futures, or 512 for up to 1,024 futures.

    Returns
    -------
    tuple of Chunk
        In order. A run with more futures has the same chunks as one with fewer, as long as their size is the same.
    """
    if size is None:
        size = _usual_size(stop - start)
    bounds = [start, *range((start // size + 1) * size, stop, size), stop]
    return tuple(Chunk(*pair) for pair in pairwise(bounds)) if stop > start else ()


def _usual_size(futures: int) -> int:
    """Return the usual number of futures in a chunk, from the number of all futures."""
    return _SMALL if futures <= GRID else GRID * -(-futures // (GRID * _MOST_CHUNKS))
