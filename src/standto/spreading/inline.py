"""Chunks judged one after another in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.futures.future_tally import FutureTally
    from standto.spreading.chunks import Chunk, ChunkedRun


class Inline:
    """Judge chunks in this process."""

    def answers(self, run: ChunkedRun, chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, FutureTally]]:
        """Yield the tally of each chunk, in order."""
        for chunk in chunks:
            yield chunk, run.tally(*chunk)

    def __enter__(self) -> Self:
        """Begin; nothing has to start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; nothing has to stop."""
